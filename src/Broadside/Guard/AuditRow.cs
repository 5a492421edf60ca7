namespace Broadside.Guard;

/// <summary>Who did what; each row holds the hash of the one before, and the database refuses to change or remove one.</summary>
public sealed class AuditRow
{
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Who { get; init; }

    public required string What { get; init; }

    public required string Subject { get; init; }

    public required string Detail { get; init; }

    public required string Previous { get; init; }

    public required string Hash { get; init; }
}
