using Broadside.Giving.Rails.BtcPay;
using Broadside.Giving.Rails.PayPal;
using Broadside.Giving.Rails.Stripe;

namespace Broadside.Giving;

/// <summary>Settings <c>Giving:…</c></summary>
public sealed record GivingSettings
{
    /// <summary>The currency that the form offers first, ISO 4217.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>Smallest gift, in whole units of its currency.</summary>
    public int Least { get; init; } = 5;

    /// <summary>Amounts that the form suggests, in whole units; three letters begin those of one currency.</summary>
    public string Suggested { get; init; } = "10 25 50 JPY 1000 3000 5000";

    /// <summary>What one person may pay back of a payment, in whole units of its currency; above it a second one agrees.</summary>
    public int RefundLimit { get; init; } = 100;

    /// <summary>Whether outgoing notices may go to hosts of the local network, and without https.</summary>
    public bool PrivateHooks { get; init; }

    public StripeAccount Stripe { get; init; } = new();

    public PayPalAccount PayPal { get; init; } = new();

    public BtcPayStore BtcPay { get; init; } = new();
}
