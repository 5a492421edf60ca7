using Broadside.Record.Dossiers;
using Broadside.Site.Search;

namespace Broadside.Site.Dossiers;

/// <summary>Which dossiers a question in the search field means: those whose title or line below it has all its words.</summary>
internal static class FindDossiers
{
    private const int Most = 3;

    public static IReadOnlyList<DossierLine> For(SearchQuery query, IReadOnlyList<DossierLine> dossiers) =>
        query.IsEmpty ? [] : [.. dossiers.Where(d => Has(query, FoldedWords.In($"{d.Title} {d.Dek}").Select(w => w.Folded).ToHashSet(StringComparer.Ordinal))).Take(Most)];

    private static bool Has(SearchQuery query, HashSet<string> words) =>
        query.Wanted.All(t => t.Words.All(w => words.Contains(w) || (t.IsPrefix && w == t.Words[^1] && words.Any(o => o.StartsWith(w, StringComparison.Ordinal)))))
        && !query.Excluded.Any(t => t.Words.All(words.Contains));
}
