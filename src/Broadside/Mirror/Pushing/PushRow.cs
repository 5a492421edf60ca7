using Broadside.Mirror.Targets;

namespace Broadside.Mirror.Pushing;

/// <summary>What became of a push.</summary>
public enum PushState
{
    Running,
    Done,

    /// <summary>The mirror did not take it.</summary>
    Failed,

    /// <summary>The program ended over it, or a newer edition came; the next push goes on from there.</summary>
    Interrupted,
}

/// <summary>One sending of one edition to one mirror.</summary>
public sealed class PushRow
{
    public required string Id { get; init; }

    public required string Mirror { get; init; }

    /// <summary>The edition's.</summary>
    public required long Number { get; init; }

    public PushState State { get; set; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Which try this is since the last that was done.</summary>
    public int Tries { get; init; }

    /// <summary>To be sent.</summary>
    public int Files { get; set; }

    public long Bytes { get; set; }

    public int SentFiles { get; set; }

    public long SentBytes { get; set; }

    /// <summary>Files that were taken away.</summary>
    public int Removed { get; set; }

    public TroubleKind? Trouble { get; set; }

    public string? Said { get; set; }
}
