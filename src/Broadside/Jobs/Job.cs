namespace Broadside.Jobs;

/// <summary>An intention that survives a power cut: written in the transaction that causes it, done by a worker that holds a lease on it.</summary>
public sealed class Job
{
    public required string Id { get; init; }

    /// <summary>Which <see cref="IJob"/> does it.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON, as that <see cref="IJob"/> wants it.</summary>
    public required string Payload { get; init; }

    /// <summary>At most one job with this key stands in the queue.</summary>
    public string? UniqueKey { get; set; }

    public JobState State { get; set; }

    /// <summary>Lower goes first: 0 readers wait, 5 ordinary, 9 whenever there is nothing else.</summary>
    public int Priority { get; init; } = 5;

    public DateTimeOffset DueAt { get; set; }

    /// <summary>How often it was begun.</summary>
    public int Attempt { get; set; }

    public string? Worker { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Error { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

public enum JobState
{
    Waiting,
    Running,

    /// <summary>Failed so often that a person must look.</summary>
    Parked,
}
