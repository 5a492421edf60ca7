using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Giving.Letters;

/// <summary>Money as people read it in a language, with exactly the decimals of its currency: "1,234.50 EUR", "1.234,50 EUR".</summary>
public static class MoneyText
{
    public static string Of(Words words, Money money)
    {
        var text = money.ToText();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? text : text[..point]).TrimStart('-');
        var grouped = words.Number(long.Parse(whole, System.Globalization.CultureInfo.InvariantCulture));
        return $"{(money.Minor < 0 ? "−" : "")}{grouped}{(point < 0 ? "" : words.Text("number.point") + text[(point + 1)..])} {money.Currency}";
    }
}
