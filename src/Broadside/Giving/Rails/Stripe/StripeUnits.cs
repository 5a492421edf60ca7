namespace Broadside.Giving.Rails.Stripe;

/// <summary>
/// Stripe's smallest units (docs.stripe.com/currencies): some currencies without decimals that ISO gives two, króna and Ugandan shilling with
/// two that must be zero, dinars and rials with three of which the last must be zero; no charge of more than eight digits.
/// </summary>
internal static class StripeUnits
{
    public static readonly RailUnits All = new(
        [
            .. "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".Split(' ').Select(c => (c, 0, 1)),
            .. "ISK UGX".Split(' ').Select(c => (c, 2, 100)),
            .. "BHD JOD KWD OMR TND".Split(' ').Select(c => (c, 3, 10)),
        ],
        99_999_999);
}
