namespace Broadside.Guard.Panic;

/// <summary>That somebody pressed panic, and how far it has come: each step is noted once it is done, and done again when it was not.</summary>
public sealed class PanicRow
{
    public required string Id { get; init; }

    public required string BegunBy { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>Id of the site key that was to be turned.</summary>
    public required string KeyBefore { get; init; }

    public DateTimeOffset? AccessEndedAt { get; set; }

    public DateTimeOffset? KeyTurnedAt { get; set; }

    public DateTimeOffset? PushedAt { get; set; }

    public string? EndedBy { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What the person who ended it looked at.</summary>
    public string? Checked { get; set; }
}
