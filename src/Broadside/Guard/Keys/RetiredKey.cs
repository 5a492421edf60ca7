namespace Broadside.Guard.Keys;

/// <summary>What is known of a site key that signs no more, in <c>keys/trusted/ID.json</c>.</summary>
/// <param name="Line">Its minisign line.</param>
/// <param name="RetiredAt">When another took its place.</param>
/// <param name="LastSeq">Position of the last version that it signed: whatever comes after and bears its name is forged.</param>
public sealed record RetiredKey(string Line, DateTimeOffset RetiredAt, long LastSeq)
{
    /// <summary>Since when somebody else may have held it; absent: nobody is known to.</summary>
    public DateTimeOffset? CompromisedAt { get; init; }

    public Revocation? Revoked { get; init; }

    /// <summary>Whether its word counts for more than the versions that it signed in its time.</summary>
    public bool IsBelieved => CompromisedAt is null && Revoked is null;
}
