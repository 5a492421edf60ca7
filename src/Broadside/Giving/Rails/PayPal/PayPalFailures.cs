namespace Broadside.Giving.Rails.PayPal;

/// <summary>What PayPal's issue codes mean to us; all of them are in its published descriptions.</summary>
internal static class PayPalFailures
{
    private static readonly HashSet<string> Cut =
    [
        "PAYEE_ACCOUNT_RESTRICTED", "PAYEE_ACCOUNT_LOCKED_OR_CLOSED", "PAYEE_ACCOUNT_INVALID", "PAYEE_ACCOUNT_NOT_VERIFIED", "COMPLIANCE_VIOLATION", "PERMISSION_DENIED", "PERMISSION_DENIED_FOR_DONATION_ITEMS",
        "TRANSACTION_RECEIVING_LIMIT_EXCEEDED", "INVALID_ACCOUNT_STATUS", "USER_ACCOUNT_CLOSED",
    ];

    private static readonly HashSet<string> Refused =
    [
        "INSTRUMENT_DECLINED", "TRANSACTION_REFUSED", "TRANSACTION_LIMIT_EXCEEDED", "TRANSACTION_BLOCKED_BY_PAYEE", "PAYEE_BLOCKED_TRANSACTION", "CARD_EXPIRED", "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING",
        "COUNTRY_NOT_SUPPORTED_BY_PAYMENT_SOURCE", "DOMESTIC_TRANSACTION_REQUIRED", "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED", "MAX_VALUE_EXCEEDED", "PAYMENT_SOURCE_DECLINED_BY_PROCESSOR",
        "PAYMENT_SOURCE_INFO_CANNOT_BE_VERIFIED", "PAYMENT_SOURCE_CANNOT_BE_USED", "CONSENT_NEEDED", "ORDER_NOT_APPROVED", "ORDER_EXPIRED", "SUBSCRIPTION_STATUS_INVALID",
        "CAPTURE_FULLY_REFUNDED", "REFUND_AMOUNT_EXCEEDED", "REFUND_AMOUNT_TOO_LOW", "REFUND_NOT_ALLOWED", "REFUND_IS_RESTRICTED", "REFUND_TIME_LIMIT_EXCEEDED", "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK",
        "REFUND_FAILED_INSUFFICIENT_FUNDS", "REFUND_CAPTURE_CURRENCY_MISMATCH", "MAX_NUMBER_OF_REFUNDS_EXCEEDED", "PARTIAL_REFUND_NOT_ALLOWED", "TRANSACTION_DISPUTED", "PENDING_CAPTURE",
    ];

    public static RailFailure Of(RailAnswer answer)
    {
        var code = answer.Json is not { } json ? (answer.IsGood ? "form" : "html") : json.Text("details.0.issue") ?? json.Text("name") ?? json.Text("error") ?? "error";
        return new RailFailure(Kind(answer, code), answer.Evidence(code));
    }

    private static FailureKind Kind(RailAnswer answer, string code) => answer.Status switch
    {
        >= 200 and < 300 => FailureKind.Unknown,
        429 => FailureKind.Throttled,
        >= 500 => FailureKind.Broken,
        _ when Cut.Contains(code) => FailureKind.Cut,
        _ when Refused.Contains(code) || code.StartsWith("PAYER_", StringComparison.Ordinal) || code.StartsWith("SUBSCRIBER_", StringComparison.Ordinal) => FailureKind.Refused,
        404 => FailureKind.Missing,
        // Two questions under one key at the same moment: the first will say.
        409 => FailureKind.Broken,
        _ when code == "PREVIOUS_REQUEST_IN_PROGRESS" => FailureKind.Broken,
        _ => FailureKind.Misconfigured,
    };
}
