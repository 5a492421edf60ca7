namespace Broadside.Giving.Mine;

/// <summary>A link of a mail, or the session that it opened. What is kept is a hash: who reads the table can open nothing.</summary>
public sealed class MineLink
{
    public required string Hash { get; init; }

    public required string Donor { get; init; }

    public MineLinkKind Kind { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

public enum MineLinkKind
{
    Letter,
    Session,
}
