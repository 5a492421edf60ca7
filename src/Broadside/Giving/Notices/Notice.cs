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

/// <summary>Who asks about a thing just now.</summary>
public sealed class FetchLease
{
    public required string Rail { get; init; }

    public required string Remote { get; init; }

    public required string Holder { get; set; }

    public DateTimeOffset Until { get; set; }
}

/// <summary>One look through a rail's own list.</summary>
public sealed class Reconciliation
{
    public required string Id { get; init; }

    public required string Rail { get; init; }

    public DateTimeOffset WindowFrom { get; init; }

    public DateTimeOffset WindowUntil { get; init; }

    public int Seen { get; init; }

    /// <summary>What notices had not told.</summary>
    public int Posted { get; init; }

    public int Differences { get; init; }

    public DateTimeOffset EndedAt { get; init; }
}

/// <summary>Something about money that a person must look at.</summary>
public sealed class GivingItem
{
    /// <summary>As "possible-duplicate", "amount-differs", "not-theirs", "balance-differs", "orphan".</summary>
    public required string Code { get; init; }

    public required string Subject { get; init; }

    public required string Rail { get; init; }

    public string? Theirs { get; set; }

    public string? Ours { get; set; }

    public DateTimeOffset RaisedAt { get; set; }

    public DateTimeOffset? SettledAt { get; set; }
}
