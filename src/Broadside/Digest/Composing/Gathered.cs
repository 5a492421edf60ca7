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

    /// <summary>How many articles are too many for one message: the next digest begins with them.</summary>
    public int Later { get; init; }

    /// <summary>What it tells can still be undone.</summary>
    public bool IsUnsettled { get; init; }

    /// <summary>Languages whose readers get nothing in another one: an alert of an article goes to nobody who gets its translation.</summary>
    public IReadOnlyList<string> Spoken { get; init; } = [];

    public bool IsEmpty => Articles.Count == 0 && Corrections.Count == 0;

    /// <summary>Languages of the articles, that of the first one first; where there is none, of the corrections.</summary>
    public IReadOnlyList<string> Languages => [.. (Articles.Count > 0 ? Articles.Select(a => a.Content) : Corrections.Select(c => c.Content)).Select(c => c.Language).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The language that a reader gets: their own where there is something in it, else the outlet's.</summary>
    public string LanguageFor(string reader, string outlet) =>
        Spoken.Contains(reader, StringComparer.OrdinalIgnoreCase) || Languages.Contains(reader, StringComparer.OrdinalIgnoreCase) ? reader : outlet;

    /// <summary>Whether there is anything for such a reader.</summary>
    public bool HasFor(string reader, string topics, string outlet) =>
        LanguageFor(reader, outlet) is var language && (For(language, topics).Count > 0 || CorrectionsFor(language, topics, reader).Count > 0);

    /// <param name="language">Of the words.</param>
    /// <param name="topics">The reader's, as kept; empty: all.</param>
    public IReadOnlyList<ArticleContent> For(string language, string topics)
    {
        var chosen = Chosen(topics);
        return [.. Articles.Select(a => a.Content).Where(a => Speaks(a, language) && Concerns(a, chosen))];
    }

    /// <param name="language">Of the words.</param>
    /// <param name="topics">The reader's, as kept; empty: all.</param>
    /// <param name="reader">The reader's own language, where the words are in another: what they read there is corrected too.</param>
    public IReadOnlyList<(ArticleContent Content, Correction Correction)> CorrectionsFor(string language, string topics, string? reader = null)
    {
        var chosen = Chosen(topics);
        return [.. Corrections.Where(c => (Speaks(c.Content, language) || (reader is not null && Speaks(c.Content, reader))) && Concerns(c.Content, chosen))];
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
