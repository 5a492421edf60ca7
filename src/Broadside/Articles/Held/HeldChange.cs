namespace Broadside.Articles.Held;

/// <summary>A change of a published article that waits for a second person, or for the passkey of whoever made it: it brings a link that an intruder would bring.</summary>
public sealed class HeldChange
{
    public required string Id { get; init; }

    public required string ArticleId { get; init; }

    /// <summary>The version that readers had.</summary>
    public required int BaseVersion { get; init; }

    /// <summary>Revision of the draft that it was made from; absent where there was none.</summary>
    public int? DraftRevision { get; init; }

    public HeldKind Kind { get; init; }

    public HeldReason Reason { get; init; }

    /// <summary>For the version.</summary>
    public required string Why { get; init; }

    /// <summary>JSON of the <see cref="ArticleContent"/> as it is to be published.</summary>
    public required string Content { get; init; }

    /// <summary>JSON array of the addresses that are new in this article.</summary>
    public required string Links { get; init; }

    /// <summary>JSON array of those hosts that are new to this newsroom.</summary>
    public required string NewHosts { get; init; }

    /// <summary>The site key's signature over all this: nobody slips another text in while it waits.</summary>
    public required string Approval { get; init; }

    public HeldState State { get; set; }

    public required string AskedBy { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public string? SettledBy { get; set; }

    public DateTimeOffset? SettledAt { get; set; }
}

/// <summary>By which way it was to go out.</summary>
public enum HeldKind
{
    Publish,
    Correct,
    Update,
}

public enum HeldReason
{
    /// <summary>A host that this newsroom never linked to, in an article older than 48 hours.</summary>
    NewHost,

    /// <summary>Nothing else was changed but a link.</summary>
    OnlyLink,
}

public enum HeldState
{
    Waiting,
    Approved,
    Dropped,

    /// <summary>Another change of the same article took its place.</summary>
    Replaced,
}
