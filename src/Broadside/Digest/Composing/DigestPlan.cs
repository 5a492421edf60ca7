namespace Broadside.Digest.Composing;

/// <summary>An editor's wishes for a digest, kept with it as JSON.</summary>
public sealed record DigestPlan
{
    /// <summary>Ids of articles, first things first; the others follow, newest first.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>Ids of articles that are left out.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>An editor has looked at what was held, and lets it go.</summary>
    public bool IsReleased { get; init; }

    /// <summary>An editor pressed "send now": it goes whatever the hour, and even where the digest does not make itself.</summary>
    public bool IsAsked { get; init; }
}
