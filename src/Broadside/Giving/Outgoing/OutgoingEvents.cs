namespace Broadside.Giving.Outgoing;

/// <summary>What hooks may hear of.</summary>
public static class OutgoingEvents
{
    public const string Paid = "gift.paid";
    public const string Refunded = "gift.refunded";
    public const string Plan = "plan.changed";

    public static IReadOnlyList<string> All { get; } = [Paid, Refunded, Plan];
}
