namespace Broadside.Giving.Outgoing;

/// <summary>Something that one hook is to be told: a row before it is sent. It names nobody; who gave is looked up when it is sent, as far as they agreed.</summary>
public sealed class OutgoingNotice
{
    public required string Id { get; init; }

    public required string Hook { get; init; }

    /// <summary>One of <see cref="OutgoingEvents"/>.</summary>
    public required string Event { get; init; }

    /// <summary>Id of the entry, or "PLAN/STATE/AMOUNT/WHEN".</summary>
    public required string Subject { get; init; }

    public DateTimeOffset HappenedAt { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public NoticeFate State { get; set; }

    public int Tries { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>HTTP status of the last answer; 0: none came.</summary>
    public int Status { get; set; }

    public DateTimeOffset? ToldAt { get; set; }
}

public enum NoticeFate
{
    Waiting,
    Told,

    /// <summary>Tried for two days.</summary>
    Failed,
}
