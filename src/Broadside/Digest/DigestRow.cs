namespace Broadside.Digest;

/// <summary>One mailing to the list: what it covers, and how far it has come.</summary>
public sealed class DigestRow
{
    public long Number { get; init; }

    public DigestKind Kind { get; init; }

    /// <summary>The outlet's date, as "2026-11-22".</summary>
    public required string Day { get; set; }

    /// <summary>Versions above this one are in it: where the digest before it ended.</summary>
    public long FromSeq { get; init; }

    /// <summary>The last version that is in it.</summary>
    public long ToSeq { get; set; }

    public DigestState State { get; set; }

    /// <summary>Why an editor must look before it is sent.</summary>
    public string? HeldBecause { get; set; }

    /// <summary>An editor's; otherwise it is made from the first article.</summary>
    public string? Subject { get; set; }

    /// <summary>An editor's words on top.</summary>
    public string? Note { get; set; }

    /// <summary>JSON: the editor's order, and what was left out.</summary>
    public string Plan { get; set; } = "{}";

    /// <summary>The outlet's hour: the cut-off.</summary>
    public DateTimeOffset SendAt { get; set; }

    /// <summary>Who has not got it by then gets the next one.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Subscribers up to this number have their row.</summary>
    public long FrozenUpto { get; set; }

    /// <summary>How many recipients it has.</summary>
    public long Frozen { get; set; }

    /// <summary>Told in every message as its date, and signed with it.</summary>
    public DateTimeOffset? FrozenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>As it stands in tables and in names of days.</summary>
    internal static string Word(DigestKind kind) => kind.ToString().ToLowerInvariant();
}

public enum DigestKind
{
    Daily,
    Weekly,

    /// <summary>One article, at once.</summary>
    Alert,
}

public enum DigestState
{
    /// <summary>May still be changed.</summary>
    Open,

    /// <summary>The recipients' rows are being made.</summary>
    Freezing,

    /// <summary>Nothing of it changes any more; it is sent.</summary>
    Frozen,

    Paused,

    Cancelled,

    /// <summary>Nothing is left to be sent.</summary>
    Done,

    /// <summary>Nothing was published, so nothing is sent.</summary>
    Empty,
}
