using Broadside.Articles;

namespace Broadside.Digest.Composing;

/// <summary>What a digest is made of.</summary>
/// <param name="ToSeq">The last version that it covers: the next one begins after it.</param>
/// <param name="Articles">In the order in which they stand.</param>
/// <param name="Corrections">Of articles that were published before.</param>
public sealed record Gathered(long ToSeq, IReadOnlyList<(CatalogueEntry Entry, ArticleContent Content)> Articles, IReadOnlyList<(ArticleContent Content, Correction Correction)> Corrections)
{
    public bool IsEmpty => Articles.Count == 0;
}
