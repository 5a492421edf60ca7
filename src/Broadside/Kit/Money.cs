using System.Globalization;

namespace Broadside.Kit;

/// <summary>An amount in the smallest unit of its currency: 885 is 8.85 EUR, and 885 JPY. There is no other form of money in the program.</summary>
/// <param name="Minor">Units; below zero is owed or taken back.</param>
/// <param name="Currency">ISO 4217, capital letters.</param>
public readonly record struct Money(long Minor, string Currency)
{
    private const int MostDigits = 15;

    public static Money operator -(Money money) => money with { Minor = checked(-money.Minor) };

    public static Money operator +(Money a, Money b) => a with { Minor = checked(a.Minor + b.In(a.Currency)) };

    public static Money operator -(Money a, Money b) => a with { Minor = checked(a.Minor - b.In(a.Currency)) };

    public bool IsZero => Minor == 0;

    /// <summary>
    /// What a person or a file wrote. A sign that stands as the decimal sign of the culture ends the whole units; the other of "." and ","
    /// and any space or apostrophe may group them by three. Nothing is rounded: more decimals than the currency has are no amount.
    /// </summary>
    /// <param name="text">As "10", "10,50", "1.234,50", "-8.85".</param>
    /// <param name="currency">ISO 4217.</param>
    /// <param name="culture">Whose decimal sign is meant.</param>
    public static Money? Parse(string? text, string currency, CultureInfo culture)
    {
        if (text is null || !Currencies.Has(currency))
        {
            return null;
        }
        var (value, sign) = Signed(text.Trim());
        var comma = culture.NumberFormat.NumberDecimalSeparator is "," or "٫";
        var point = value.LastIndexOf(comma ? ',' : '.');
        var (whole, part) = point < 0 ? (value, "") : (value[..point], value[(point + 1)..]);
        var digits = Ungrouped(whole, comma ? '.' : ',');
        var places = Currencies.Decimals(currency);
        if (digits is null || (point >= 0 && part.Length == 0) || part.Length > places || !part.All(char.IsAsciiDigit) || digits.Length + places > MostDigits)
        {
            return null;
        }
        return new Money(sign * long.Parse(digits + part.PadRight(places, '0'), NumberStyles.None, CultureInfo.InvariantCulture), currency);
    }

    /// <summary>With exactly the decimals of its currency: "8.85", "885" for yen, "-0.05".</summary>
    public string ToText()
    {
        var places = Currencies.Decimals(Currency);
        var digits = Math.Abs((decimal)Minor).ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        var text = places == 0 ? digits : $"{digits[..^places]}.{digits[^places..]}";
        return Minor < 0 ? "-" + text : text;
    }

    public override string ToString() => $"{ToText()} {Currency}";

    private static (string Value, int Sign) Signed(string text) => text switch
    {
        ['-' or '−', .. var rest] => (rest, -1),
        ['+', .. var rest] => (rest, 1),
        _ => (text, 1),
    };

    // Groups of three alone: "1.234" may mean a thousand, "1.23" in the same place means somebody else's decimals.
    private static string? Ungrouped(string whole, char group)
    {
        var groups = whole.Split(group, ' ', '\'', '’', '\u00a0', '\u202f');
        var isPlain = groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3));
        var digits = string.Concat(groups);
        return isPlain && digits.Length > 0 && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    private long In(string currency) => Currency == currency ? Minor : throw new InvalidOperationException($"{this} cannot be counted with {currency}.");
}
