namespace Broadside.Giving.Notices;

/// <summary>A hint that something happened to a thing at the far end. It holds no amount and no word of the far end.</summary>
public sealed class Notice
{
    public required string Rail { get; init; }

    /// <summary>As the far end numbers it, or the hash of its body.</summary>
    public required string Event { get; init; }

    /// <summary>What to ask about.</summary>
    public required string Remote { get; init; }

    public NoticeState State { get; set; }

    public DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset DueAt { get; set; }

    public int Tries { get; set; }
}

public enum NoticeState
{
    Waiting,
    Taken,

    /// <summary>The far end knows no such thing.</summary>
    Orphan,
}
