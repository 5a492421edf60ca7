using Broadside.Kit;

namespace Broadside.Giving.Ledger;

/// <summary>Something that happened to money, as the far end, a bank line or the treasurer tells it. The first four name it for ever; told again it is the same fact.</summary>
/// <param name="Rail">As "stripe", "bank:IBAN", "cheque".</param>
/// <param name="RailAccount">The account there; "" where there is one alone.</param>
/// <param name="Kind">What happened.</param>
/// <param name="RemoteId">As the far end numbers this one happening: of a refund the refund's own id.</param>
/// <param name="Amount">Above zero for what its kind says; a bank line may be below, and so may a reversal of the far end's own.</param>
/// <param name="At">When it happened, as the far end says.</param>
public sealed record Fact(string Rail, string RailAccount, FactKind Kind, string RemoteId, Money Amount, DateTimeOffset At)
{
    /// <summary>What it cost, in the currency in which it was settled; below zero: given back. Null: not told yet.</summary>
    public Money? Fee { get; init; }

    /// <summary>What <see cref="Amount"/> became where the far end changed it into another currency, before the fee.</summary>
    public Money? Settled { get; init; }

    /// <summary>The payment that it belongs to: of a charge its own id, of a refund or dispute the charge's, of a match the bank line's.</summary>
    public string? PaymentRemoteId { get; init; }

    /// <summary>Our attempt, as the far end's metadata tells.</summary>
    public string? Attempt { get; init; }

    public string? Gift { get; init; }

    public string? Fund { get; init; }

    /// <summary>The part of a charge that the donor added for the fee.</summary>
    public Money? Cover { get; init; }

    /// <summary>Where a kind leaves it open, the account on the other side: where a payout or deposit arrived, what a bank line was if no gift.</summary>
    public string? Account { get; init; }

    public string? Memo { get; init; }

    public FactKey Key => new(Rail, RailAccount, Kind, RemoteId);

    /// <summary>The payment's id, which for what brings money in is its own.</summary>
    public string? Payment => PaymentRemoteId ?? (Kind is FactKind.Charge or FactKind.BankLine or FactKind.ChequeTaken ? RemoteId : null);

    /// <summary>What is known when this is told after <paramref name="earlier"/>: silence takes nothing back.</summary>
    public Fact After(Fact earlier) => this with
    {
        Fee = Fee ?? earlier.Fee,
        Settled = Settled ?? earlier.Settled,
        PaymentRemoteId = PaymentRemoteId ?? earlier.PaymentRemoteId,
        Attempt = Attempt ?? earlier.Attempt,
        Gift = Gift ?? earlier.Gift,
        Fund = Fund ?? earlier.Fund,
        Cover = Cover ?? earlier.Cover,
        Account = Account ?? earlier.Account,
        Memo = Memo ?? earlier.Memo,
    };
}

/// <summary>What makes a fact one and the same.</summary>
public sealed record FactKey(string Rail, string RailAccount, FactKind Kind, string RemoteId)
{
    public override string ToString() => $"{Rail}|{RailAccount}|{Kind}|{RemoteId}";
}

public enum FactKind
{
    Charge,

    /// <summary>What a rail takes apart from a charge's own fee.</summary>
    Fee,
    Refund,
    RefundFailed,
    DisputeOpened,
    DisputeWon,
    DisputeLost,
    DisputeFee,
    Payout,

    /// <summary>Held back by the rail.</summary>
    Reserve,
    ReserveReleased,
    BankLine,
    BankMatched,
    ChequeTaken,
    ChequeDeposited,
    ChequeBounced,

    /// <summary>The ledger's own: takes an earlier entry back.</summary>
    Reversal,

    /// <summary>Paid back by a transfer that a person made: of a payment of any rail, out of the suspense of the bank's line.</summary>
    PaidBack,
}
