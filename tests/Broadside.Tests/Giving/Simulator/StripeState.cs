using System.Text.Json.Nodes;

namespace Broadside.Tests.Giving.Simulator;

/// <summary>What Stripe knows. Amounts are in Stripe's own units, currencies in lower case, times in seconds.</summary>
internal sealed class StripeSession
{
    public required string Id { get; init; }
    public required string Mode { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required JsonObject Metadata { get; init; }
    public required JsonObject InnerMetadata { get; init; }
    public required string SuccessUrl { get; init; }
    public required long Created { get; init; }
    public required long ExpiresAt { get; init; }
    public string? CancelUrl { get; init; }
    public string? ClientReference { get; init; }
    public string? Email { get; init; }
    public string? Interval { get; init; }
    public string Status { get; set; } = "open";
    public string PaymentStatus { get; set; } = "unpaid";
    public string? Intent { get; set; }
    public string? Subscription { get; set; }
    public string? Customer { get; set; }
}

internal sealed class StripeCharge
{
    public required string Id { get; init; }
    public required string Intent { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required JsonObject Metadata { get; init; }
    public required long Created { get; init; }
    public string? Customer { get; init; }
    public string? FailureCode { get; set; }
    public string Status { get; set; } = "succeeded";
    public string? BalanceTransaction { get; set; }
    public bool Disputed { get; set; }
}

internal sealed class StripeRefund
{
    public required string Id { get; init; }
    public required StripeCharge Charge { get; init; }
    public required long Amount { get; init; }
    public required long Created { get; init; }
    public required string BalanceTransaction { get; init; }
    public string? FailureBalanceTransaction { get; set; }
    public string Status { get; set; } = "succeeded";
}

internal sealed class StripeDispute
{
    public required string Id { get; init; }
    public required StripeCharge Charge { get; init; }
    public required long Amount { get; init; }
    public required long Created { get; init; }
    public List<string> BalanceTransactions { get; } = [];
    public string Status { get; set; } = "needs_response";
}

internal sealed record StripeMovement(string Id, string Type, string Category, long Amount, long Fee, string Currency, string? Source, long Created, decimal? ExchangeRate);

internal sealed class StripeSubscription
{
    public required string Id { get; init; }
    public required string Item { get; init; }
    public required string Customer { get; init; }
    public required string Currency { get; init; }
    public required string Interval { get; init; }
    public required JsonObject Metadata { get; init; }
    public required long Created { get; init; }
    public long Amount { get; set; }
    public string Status { get; set; } = "active";
    public DateTimeOffset PeriodEnd { get; set; }
    public long? PausedUntil { get; set; }
    public bool IsPaused { get; set; }
    public long? CanceledAt { get; set; }
    public List<StripeInvoice> Invoices { get; } = [];
}

internal sealed record StripeInvoice(string Id, StripeSubscription Subscription, long Amount, string Intent, bool Paid, long Created);

internal sealed record StripePayout(string Id, long Amount, string Currency, string BalanceTransaction, long Created);
