namespace Broadside.Articles.Export;

/// <summary>Names that only the articles themselves tell, gathered while they pass.</summary>
internal sealed class ExportNames
{
    private readonly SortedDictionary<string, string> tags = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> series = new(StringComparer.Ordinal);

    public IReadOnlyList<Term> Tags => [.. tags.Select(t => new Term(t.Key, t.Value))];

    public IReadOnlyList<Term> Series => [.. series.Select(s => new Term(s.Key, s.Value))];

    public void Take(ArticleContent content)
    {
        foreach (var tag in content.Tags)
        {
            tags.TryAdd(tag.Slug, tag.Name);
        }
        if (content.Series is { } part)
        {
            series.TryAdd(part.Slug, part.Name);
        }
    }
}
