using Broadside.Kit;

namespace Broadside.Giving.Rails.PayPal;

/// <summary>PayPal's currencies and their decimals (developer.paypal.com/api/rest/reference/currency-codes): three have none, though ISO gives two of them two.</summary>
internal static class PayPalUnits
{
    private static readonly HashSet<string> Taken = [.. "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD".Split(' ')];

    // Ten million in any currency, at most.
    private static readonly RailUnits Units = new([("HUF", 0, 1), ("JPY", 0, 1), ("TWD", 0, 1)], 999_999_999);

    public static bool Takes(string currency) => Taken.Contains(currency);

    /// <summary>As PayPal writes it; null: not exactly, too much, or a currency that it does not take.</summary>
    public static string? ToText(Money amount) => Takes(amount.Currency) ? Units.ToText(amount) : null;

    /// <exception cref="RailUnreachable">PayPal tells an amount that the currency cannot hold.</exception>
    public static Money From(string? value, string? currency) =>
        RailUnits.FromText(value, currency) ?? throw new RailUnreachable(RailTrouble.Misconfigured, new Evidence(200, "units"));
}
