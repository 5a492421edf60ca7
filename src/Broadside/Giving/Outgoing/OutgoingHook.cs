namespace Broadside.Giving.Outgoing;

/// <summary>An address of somebody's own program that is told of gifts.</summary>
public sealed class OutgoingHook
{
    public required string Id { get; init; }

    public required string Address { get; init; }

    /// <summary>Sealed; what is told is signed with it.</summary>
    public required string Secret { get; init; }

    /// <summary>With blanks between.</summary>
    public required string Events { get; init; }

    public required string MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? StoppedAt { get; set; }

    public bool Hears(string what) => Events.Split(' ').Contains(what, StringComparer.Ordinal);
}
