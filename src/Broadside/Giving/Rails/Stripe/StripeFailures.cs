using System.Text;
using Stripe;

namespace Broadside.Giving.Rails.Stripe;

/// <summary>What Stripe's error codes mean to us (docs.stripe.com/error-codes).</summary>
internal static class StripeFailures
{
    private static readonly HashSet<string> Cut = ["account_invalid", "account_closed", "api_key_expired", "platform_api_key_expired", "charges_not_enabled"];


    // A message text is for people and changes; only status, type and code are read.
    public static RailFailure Of(StripeException e)
    {
        var status = (int)e.HttpStatusCode;
        var error = e.StripeError;
        var code = error?.DeclineCode ?? error?.Code ?? error?.Type ?? (error is null ? "html" : "error");
        var evidence = new Evidence(status, code, e.StripeResponse?.Content is { } body ? RailWire.Sha256(Encoding.UTF8.GetBytes(body)) : null);
        return new RailFailure(Kind(status, error, code), evidence);
    }

    private static FailureKind Kind(int status, StripeError? error, string code) => status switch
    {
        // An answer that breaks off or is no JSON under a good status: it may have been done.
        0 or (>= 200 and < 300) => FailureKind.Unknown,
        429 => FailureKind.Throttled,
        >= 500 => FailureKind.Broken,
        _ when error?.Code is { } hard && Cut.Contains(hard) => FailureKind.Cut,
        401 or 403 => FailureKind.Misconfigured,
        404 => FailureKind.Missing,
        402 => FailureKind.Refused,
        409 => FailureKind.Broken,
        _ when IsRefusal(error, code) => FailureKind.Refused,
        _ => FailureKind.Misconfigured,
    };

    private static bool IsRefusal(StripeError? error, string code) =>
        error?.Type == "card_error" || code is "amount_too_small" or "amount_too_large" or "email_invalid" or "charge_already_refunded" or "charge_disputed" or "refund_disputed_payment"
        || error?.Param is "customer_email" || error?.Param?.EndsWith("[unit_amount]", StringComparison.Ordinal) == true;
}
