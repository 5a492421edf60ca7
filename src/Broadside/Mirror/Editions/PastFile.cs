namespace Broadside.Mirror.Editions;

/// <summary>A file that an earlier edition held, and an article, or a stretch of articles, that stood in it: when that is withdrawn, the file is withdrawn from every copy.</summary>
public sealed class PastFile
{
    public required string Sha256 { get; init; }

    /// <summary><c>article/ID</c>, or <c>stretch/NAME</c> of the index.</summary>
    public required string Subject { get; init; }

    /// <summary>When an edition without it was made.</summary>
    public DateTimeOffset ReplacedAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }
}
