using System.Globalization;
using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Giving.Pages;

/// <summary>Money as the reader's language writes it: "1,234.50 EUR", "1.234,50 EUR".</summary>
internal static class MoneyText
{
    private static readonly CultureInfo Comma = new("", useUserOverride: false) { NumberFormat = { NumberDecimalSeparator = "," } };

    public static string Of(Words words, Money money)
    {
        var parts = money.ToText().TrimStart('-').Split('.');
        var whole = words.Number(long.Parse(parts[0], CultureInfo.InvariantCulture));
        return $"{(money.Minor < 0 ? "−" : "")}{whole}{(parts.Length > 1 ? words.Text("number.point") + parts[1] : "")} {money.Currency}";
    }

    /// <summary>What somebody typed: by the decimal sign of their language, and by the other where that alone makes sense of it.</summary>
    public static Money? Read(Words words, string? text, string? currency)
    {
        var code = (currency ?? "").Trim().ToUpperInvariant();
        var (own, other) = words.Text("number.point") == "," ? (Comma, CultureInfo.InvariantCulture) : (CultureInfo.InvariantCulture, Comma);
        return Money.Parse(text, code, own) ?? Money.Parse(text, code, other);
    }
}
