namespace Broadside.Guard;

/// <summary>Who did what; each row holds the hash of the one before, and the database refuses to change or remove one.</summary>
public sealed class AuditRow
{
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Who { get; init; }

    public required string What { get; init; }

    public required string Subject { get; init; }

    /// <summary>Of what the row tells, with its salt: it stays when the text is erased, and betrays nothing of it.</summary>
    public required string TextHash { get; init; }

    public required string Previous { get; init; }

    public required string Hash { get; init; }

    /// <summary>What the row tells; null once it was erased.</summary>
    public AuditText? Text { get; init; }

    public string Detail => Text?.Detail ?? "";
}
