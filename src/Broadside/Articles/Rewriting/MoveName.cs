using System.Text.Json.Serialization;

namespace Broadside.Articles.Rewriting;

/// <summary>A topic, tag, person or series gets another name or address, or becomes one with another that stands already.</summary>
/// <param name="List">What it is.</param>
/// <param name="From">Last part of its address.</param>
/// <param name="To">Last part of the address that it has afterwards; the same as before where only the name changes.</param>
/// <param name="Name">Its name afterwards.</param>
public sealed record MoveName(NameList List, string From, string To, string Name) : RewriteSpec
{
    /// <summary>Whether <see cref="To"/> stood already: taking it back then cannot tell apart what came from where, except by the versions.</summary>
    public bool Merges { get; init; }

    /// <summary>The name before.</summary>
    public string OldName { get; init; } = "";

    [JsonIgnore]
    public override string Kind => "name";

    [JsonIgnore]
    public override string Title => $"“{OldName}” → “{Name}”";

    [JsonIgnore]
    public override string Why => Merges ? $"“{OldName}” became one with “{Name}”." : $"“{OldName}” is called “{Name}” now.";

    public override bool MayTouch(CatalogueEntry entry) => List switch
    {
        NameList.Topics => entry.Topics.Contains(From, StringComparer.Ordinal),
        NameList.Tags => entry.Tags.Contains(From, StringComparer.Ordinal),
        NameList.People => entry.People.Contains(From, StringComparer.Ordinal),
        _ => entry.Series == From,
    };

    public override Changed? Apply(ArticleContent content)
    {
        var changed = List switch
        {
            NameList.Topics => content with { Topics = Moved(content.Topics) },
            NameList.Tags => content with { Tags = Moved(content.Tags) },
            NameList.People => content with { Bylines = [.. content.Bylines.Select(b => b.Slug == From ? b with { Slug = To, Name = Name } : b).DistinctBy(b => (b.Slug, b.Role))] },
            _ => content with { Series = content.Series is { } series && series.Slug == From ? series with { Slug = To, Name = Name } : content.Series },
        };
        return Has(content) && (From != To || NameIn(content) != Name) ? new Changed(changed, 1, null) : null;
    }

    private IReadOnlyList<Term> Moved(IReadOnlyList<Term> terms) => [.. terms.Select(t => t.Slug == From ? new Term(To, Name) : t).DistinctBy(t => t.Slug)];

    private bool Has(ArticleContent content) => NameIn(content) is not null;

    private string? NameIn(ArticleContent content) => List switch
    {
        NameList.Topics => content.Topics.FirstOrDefault(t => t.Slug == From)?.Name,
        NameList.Tags => content.Tags.FirstOrDefault(t => t.Slug == From)?.Name,
        NameList.People => content.Bylines.FirstOrDefault(b => b.Slug == From)?.Name,
        _ => content.Series?.Slug == From ? content.Series.Name : null,
    };
}

/// <summary>The lists of names that articles stand under, each with addresses of its own.</summary>
public enum NameList
{
    Topics,
    Tags,
    People,
    Series,
}
