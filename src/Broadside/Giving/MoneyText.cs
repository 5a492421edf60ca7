using System.Globalization;
using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Giving;

/// <summary>An amount as readers see it and write it: "1,250 EUR", "10,50 EUR". The currency stands in its three letters, since four countries call theirs a dollar.</summary>
public static class MoneyText
{
    private static readonly CultureInfo Comma = WithComma();

    /// <param name="words">Whose signs for groups and decimals.</param>
    /// <param name="money">Decimals are left out where all are noughts.</param>
    public static string Of(Words words, Money money) => $"{Number(words, money)}\u00a0{money.Currency}";

    /// <summary>With all its decimals, as books want it: "1,250.00 EUR".</summary>
    public static string Exact(Words words, Money money) => $"{Number(words, money, isExact: true)}\u00a0{money.Currency}";

    /// <summary>The same without the currency.</summary>
    /// <param name="words">Whose signs for groups and decimals.</param>
    /// <param name="money">The amount.</param>
    /// <param name="isExact">Noughts behind the point are written too.</param>
    public static string Number(Words words, Money money, bool isExact = false)
    {
        var text = (money.Minor < 0 ? -money : money).ToText();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (whole, part) = point < 0 ? (text, "") : (text[..point], text[(point + 1)..]);
        var number = words.Number(long.Parse(whole, CultureInfo.InvariantCulture));
        return (money.Minor < 0 ? "−" : "") + (part.All(c => c == '0') && (!isExact || part.Length == 0) ? number : number + words.Text("number.point") + part);
    }

    /// <summary>What somebody who reads these words typed; null where it is no amount.</summary>
    public static Money? Read(Words words, string? text, string currency) => Money.Parse(text, currency, HasComma(words) ? Comma : CultureInfo.InvariantCulture);

    /// <summary>The same for a treasurer, who copies from banks of other countries: by the other decimal sign too where it stands there as one. "1.000" stays no amount in English, for it may be one or a thousand.</summary>
    public static Money? ReadEither(Words words, string? text, string currency)
    {
        var (sign, other) = HasComma(words) ? ('.', CultureInfo.InvariantCulture) : (',', Comma);
        return Read(words, text, currency) ?? (text?.Contains(sign, StringComparison.Ordinal) == true ? Money.Parse(text, currency, other) : null);
    }

    private static bool HasComma(Words words) => words.Text("number.point") == ",";

    private static CultureInfo WithComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        return CultureInfo.ReadOnly(culture);
    }
}
