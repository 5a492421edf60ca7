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

    /// <summary>The same without the currency.</summary>
    public static string Number(Words words, Money money)
    {
        var text = (money.Minor < 0 ? -money : money).ToText();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (whole, part) = point < 0 ? (text, "") : (text[..point], text[(point + 1)..]);
        var number = words.Number(long.Parse(whole, CultureInfo.InvariantCulture));
        return (money.Minor < 0 ? "−" : "") + (part.All(c => c == '0') ? number : number + words.Text("number.point") + part);
    }

    /// <summary>What somebody who reads these words typed; null where it is no amount.</summary>
    public static Money? Read(Words words, string? text, string currency) => Money.Parse(text, currency, words.Text("number.point") == "," ? Comma : CultureInfo.InvariantCulture);

    private static CultureInfo WithComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        return CultureInfo.ReadOnly(culture);
    }
}
