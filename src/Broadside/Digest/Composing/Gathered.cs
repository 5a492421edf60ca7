using Broadside.Articles;
using Broadside.Guard;

namespace Broadside.Digest.Composing;

/// <summary>What a digest is made of.</summary>
/// <param name="ToSeq">The last version that it covers: the next one begins after it.</param>
/// <param name="Articles">In the order in which they stand.</param>
/// <param name="Corrections">Of articles that were published before.</param>
public sealed record Gathered(long ToSeq, IReadOnlyList<(CatalogueEntry Entry, ArticleContent Content)> Articles, IReadOnlyList<(ArticleContent Content, Correction Correction)> Corrections)
{
    /// <summary>Those that the articles belong to.</summary>
    public IReadOnlyList<ToldDossier> Dossiers { get; init; } = [];

    /// <summary>The newest edition of the site; null while none was made.</summary>
    public EditionFacts? Edition { get; init; }

    public bool IsEmpty => Articles.Count == 0;

    /// <summary>Languages of the articles, that of the first one first.</summary>
    public IReadOnlyList<string> Languages => [.. Articles.Select(a => a.Content.Language).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The language that a reader gets: their own where there is something in it, else the outlet's.</summary>
    public string LanguageFor(string reader, string outlet) => Articles.Any(a => Speaks(a.Content, reader)) ? reader : outlet;

    /// <param name="language">Of the words.</param>
    /// <param name="topics">The reader's, as kept; empty: all.</param>
    public IReadOnlyList<ArticleContent> For(string language, string topics)
    {
        var chosen = Chosen(topics);
        return [.. Articles.Select(a => a.Content).Where(a => Speaks(a, language) && Concerns(a, chosen))];
    }

    public IReadOnlyList<(ArticleContent Content, Correction Correction)> CorrectionsFor(string language, string topics)
    {
        var chosen = Chosen(topics);
        return [.. Corrections.Where(c => Speaks(c.Content, language) && Concerns(c.Content, chosen))];
    }

    /// <summary>Those of which such a reader gets an article.</summary>
    public IReadOnlyList<ToldDossier> DossiersFor(string language, string topics)
    {
        var told = For(language, topics).Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        return [.. Dossiers.Where(d => string.Equals(d.Language, language, StringComparison.OrdinalIgnoreCase) && d.Articles.Any(told.Contains))];
    }

    private static HashSet<string> Chosen(string topics) => topics.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    private static bool Speaks(ArticleContent article, string language) => string.Equals(article.Language, language, StringComparison.OrdinalIgnoreCase);

    private static bool Concerns(ArticleContent article, HashSet<string> topics) => topics.Count == 0 || article.Topics.Any(t => topics.Contains(t.Slug));
}
