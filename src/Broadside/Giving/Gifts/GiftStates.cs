using Broadside.Giving.Ledger;
using Broadside.Kit;

namespace Broadside.Giving.Gifts;

/// <summary>What stands with gifts and payments: pure functions of what was tried and of the facts.</summary>
public static class GiftStates
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(90);

    public static GiftState Of(Gift gift, IReadOnlyCollection<Attempt> attempts, IReadOnlyCollection<Fact> facts, DateTimeOffset now)
    {
        if (facts.GroupBy(f => f.Payment).Any(p => Payment([.. p]) is not (PaymentState.Pending or PaymentState.Reversed)))
        {
            return GiftState.Paid;
        }
        var isWaiting = attempts.Any(a => a.State is AttemptState.Created or AttemptState.Redirected or AttemptState.Pending or AttemptState.Unknown && (a.ExpiresAt is null || a.ExpiresAt > now));
        return isWaiting && now - gift.CreatedAt < Patience ? GiftState.Open
            : attempts.Any(a => a.State is AttemptState.Expired) || isWaiting ? GiftState.Expired
            : attempts.Count > 0 && now - gift.CreatedAt >= TimeSpan.FromDays(1) ? GiftState.Abandoned : GiftState.Open;
    }

    /// <param name="facts">Of one payment, in any order.</param>
    public static PaymentState Payment(IReadOnlyCollection<Fact> facts)
    {
        var paid = facts.Where(IsPaying).Sum(f => f.Amount.Minor);
        var bounced = Sum(facts, FactKind.ChequeBounced);
        var opened = Sum(facts, FactKind.DisputeOpened);
        return paid == 0 ? PaymentState.Pending
            : bounced >= paid ? PaymentState.Reversed
            : facts.Any(f => f.Kind == FactKind.DisputeLost) ? PaymentState.Lost
            : opened > Sum(facts, FactKind.DisputeWon) ? PaymentState.Disputed
            : Refunded(facts) >= paid ? PaymentState.Refunded
            : Refunded(facts) > 0 ? PaymentState.PartlyRefunded
            : opened > 0 ? PaymentState.Won
            : PaymentState.Settled;
    }

    /// <summary>What has gone back to the donor; smallest units.</summary>
    public static long Refunded(IReadOnlyCollection<Fact> facts) => Sum(facts, FactKind.Refund) - Sum(facts, FactKind.RefundFailed) + Sum(facts, FactKind.PaidBack);

    /// <summary>What of a payment has neither gone back nor bounced, whatever rail it came by. Null: it has not come.</summary>
    public static Money? Left(IReadOnlyCollection<Fact> facts) =>
        facts.FirstOrDefault(IsPaying) is { } came
            ? came.Amount with { Minor = facts.Where(IsPaying).Sum(f => f.Amount.Minor) - Refunded(facts) - Sum(facts, FactKind.ChequeBounced) - Sum(facts, FactKind.DisputeOpened) + Sum(facts, FactKind.DisputeWon) }
            : null;

    /// <summary>What of a payment its own rail may still pay back. Null: none of a processor's.</summary>
    /// <param name="facts">Of the payment.</param>
    /// <param name="asked">Refunds that were asked for and of which no fact has come yet.</param>
    public static Money? Refundable(IReadOnlyCollection<Fact> facts, long asked) =>
        facts.Any(f => f.Kind == FactKind.Charge) && Left(facts) is { } left ? left with { Minor = Math.Max(0, left.Minor - asked) } : null;

    private static bool IsPaying(Fact fact) => fact.Kind is FactKind.Charge or FactKind.ChequeTaken || (fact.Kind == FactKind.BankMatched && fact.Account is null && fact.Gift is not null);

    private static long Sum(IReadOnlyCollection<Fact> facts, FactKind kind) => facts.Where(f => f.Kind == kind).Sum(f => f.Amount.Minor);
}

public enum GiftState
{
    Open,
    Paid,
    Abandoned,
    Expired,
}

public enum PaymentState
{
    Pending,
    Settled,
    PartlyRefunded,
    Refunded,
    Disputed,
    Won,
    Lost,
    Reversed,
}
