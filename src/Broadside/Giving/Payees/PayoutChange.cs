namespace Broadside.Giving.Payees;

/// <summary>A change of where money goes that was agreed to and waits for its day, so that everybody can see it coming.</summary>
public sealed class PayoutChange
{
    /// <summary>Of the act that was agreed to.</summary>
    public required string Id { get; init; }

    public required string Subject { get; init; }

    public required string Summary { get; init; }

    /// <summary>A <see cref="PayoutEdit"/> as JSON.</summary>
    public required string Edit { get; init; }

    public required string AskedBy { get; init; }

    public required string AgreedBy { get; init; }

    public DateTimeOffset AgreedAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? AppliedAt { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }
}
