namespace Broadside.Tests.Giving.Simulator;

/// <summary>What PayPal knows. Amounts are decimals, as it writes them.</summary>
internal sealed class PayPalOrder
{
    public required string Id { get; init; }
    public required decimal Amount { get; init; }
    public required string Currency { get; init; }
    public required string? CustomId { get; init; }
    public required string? InvoiceId { get; init; }
    public required string ReturnUrl { get; init; }
    public required DateTimeOffset Created { get; init; }
    public string Status { get; set; } = "PAYER_ACTION_REQUIRED";

    /// <summary>What the donor chose on the page: pay, decline, async.</summary>
    public string? Chosen { get; set; }
    public PayPalCapture? Capture { get; set; }
}

internal sealed class PayPalCapture
{
    public required string Id { get; init; }
    public required decimal Amount { get; init; }
    public required decimal Fee { get; init; }
    public required string Currency { get; init; }
    public required string? CustomId { get; init; }
    public required DateTimeOffset Created { get; init; }
    public string? Order { get; init; }
    public PayPalSubscription? Subscription { get; init; }
    public DateTimeOffset Updated { get; set; }
    public string Status { get; set; } = "COMPLETED";
    public List<PayPalRefund> Refunds { get; } = [];
}

internal sealed class PayPalRefund
{
    public required string Id { get; init; }
    public required PayPalCapture Capture { get; init; }
    public required decimal Amount { get; init; }
    public required DateTimeOffset Created { get; init; }
    public string Status { get; set; } = "COMPLETED";
}

internal sealed class PayPalDispute
{
    public required string Id { get; init; }
    public required PayPalCapture Capture { get; init; }
    public required decimal Amount { get; init; }
    public required DateTimeOffset Created { get; init; }
    public DateTimeOffset Updated { get; set; }
    public string Status { get; set; } = "WAITING_FOR_SELLER_RESPONSE";
    public string? Outcome { get; set; }
}

internal sealed record PayPalPlan(string Id, string Product, string Name, string Unit, string Currency, DateTimeOffset Created);

internal sealed class PayPalSubscription
{
    public required string Id { get; init; }
    public required PayPalPlan Plan { get; init; }
    public required string Currency { get; init; }
    public required string? CustomId { get; init; }
    public required string ReturnUrl { get; init; }
    public required DateTimeOffset Created { get; init; }
    public decimal Amount { get; set; }
    public string Status { get; set; } = "APPROVAL_PENDING";
    public DateTimeOffset Next { get; set; }
    public int Failures { get; set; }
    public List<PayPalCapture> Payments { get; } = [];
}

/// <summary>A row of the report of transactions.</summary>
internal sealed record PayPalMovement(string Id, string Code, decimal Amount, decimal Fee, string Currency, string? Reference, string? CustomId, DateTimeOffset At)
{
    /// <summary>When the work on it began, which for an e-cheque is days before.</summary>
    public DateTimeOffset Began { get; init; } = At;
}
