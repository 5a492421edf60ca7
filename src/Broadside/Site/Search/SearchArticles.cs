using Broadside.Articles;
using Broadside.Storage;

namespace Broadside.Site.Search;

/// <summary>
/// Finds published articles and pages. The index only proposes: what is shown is live in the catalogue, read from signed
/// content, and looked at once more for the words that were asked for.
/// </summary>
public sealed class SearchArticles(IEngine engine, ISearchTables tables, Catalogue catalogue, ArticleReader reader)
{
    public const int PageSize = 20;

    // Whoever asks for a word that stands everywhere gets the best among so many of the newest.
    private const int MostInHead = 200;
    private const int MostInText = 300;

    // How many articles PostgreSQL looks back over before it looks further.
    private static readonly int[] Lookback = [1_500, 10_000];

    // An article of the newest day counts half as much again as an old one; half of that is lost after a year.
    private const double RecencyWeight = 0.5;
    private const double RecencyDays = 365;
    private const double OwnLanguage = 1.25;

    /// <param name="typed">Whatever a reader typed.</param>
    /// <param name="language">BCP 47 of the page that asks: articles in it rank higher; null for none.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<SearchResults> RunAsync(string? typed, string? language, int page, CancellationToken cancel)
    {
        var query = SearchQuery.Read(typed);
        if (query.IsEmpty)
        {
            return new SearchResults { Query = query };
        }
        var (hits, isMore) = await FindAsync(query, cancel);
        var ranked = Rank(hits, query, language);
        var pages = (ranked.Count + PageSize - 1) / PageSize;
        var number = Math.Clamp(page, 1, Math.Max(1, pages));
        return new SearchResults
        {
            Query = query,
            Results = await ReadAsync(ranked.Skip((number - 1) * PageSize).Take(PageSize), query, cancel),
            Total = ranked.Count,
            IsMore = isMore,
            Page = number,
            Pages = pages,
        };
    }

    private async Task<(IReadOnlyList<SearchHit> Hits, bool IsMore)> FindAsync(SearchQuery query, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        var scope = Scope();
        var inHead = await tables.FindAsync(connection, query, true, scope with { Limit = MostInHead }, cancel);
        var inText = await tables.FindAsync(connection, query, false, scope, cancel);
        return ([.. inHead.Concat(inText).DistinctBy(h => h.ArticleId, StringComparer.Ordinal)], inHead.Count == MostInHead || inText.Count == MostInText);
    }

    private SearchScope Scope()
    {
        var count = catalogue.Count(ListKey.All);
        var newest = catalogue.Latest(ListKey.All, 1) is [var last] ? SearchPlace.Of(last.PublishedAt) : 0;
        var horizons = Lookback
            .Where(back => back * 2 < count)
            .Select(back => SearchPlace.Of(catalogue.Stretch(ListKey.All, count - back, 1)[0].PublishedAt));
        return new SearchScope(newest, [.. horizons], MostInText);
    }

    private List<CatalogueEntry> Rank(IReadOnlyList<SearchHit> hits, SearchQuery query, string? language)
    {
        var live = new List<(CatalogueEntry Entry, double Relevance)>(hits.Count);
        foreach (var hit in hits)
        {
            if (catalogue.ById(hit.ArticleId) is { IsGone: false } entry)
            {
                live.Add((entry, query.Wanted.Average(t => WordImpacts.Score(hit.Impacts, t))));
            }
        }
        var newest = live.Count == 0 ? default : live.Max(l => l.Entry.PublishedAt);
        return [.. live
            .OrderByDescending(l => l.Relevance * Recency(newest - l.Entry.PublishedAt) * (l.Entry.Language == language ? OwnLanguage : 1))
            .ThenByDescending(l => l.Entry.PublishedAt)
            .ThenBy(l => l.Entry.Id, StringComparer.Ordinal)
            .Select(l => l.Entry)];
    }

    // Measured from the newest article found, not from now: the same newsroom answers the same tomorrow.
    private static double Recency(TimeSpan age) => 1 + (RecencyWeight / (1 + (age.TotalDays / RecencyDays)));

    private async Task<IReadOnlyList<SearchResult>> ReadAsync(IEnumerable<CatalogueEntry> entries, SearchQuery query, CancellationToken cancel)
    {
        var results = new List<SearchResult>(PageSize);
        foreach (var (entry, content) in await reader.ReadAsync(entries, cancel))
        {
            var text = SearchableText.Of(content);
            if (SearchPassage.Answers(text, query))
            {
                results.Add(new SearchResult(entry, content, SearchPassage.Best(text, query)));
            }
        }
        return results;
    }
}
