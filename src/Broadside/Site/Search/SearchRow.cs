using Broadside.Articles;

namespace Broadside.Site.Search;

/// <summary>An article on its way into the index.</summary>
public sealed record SearchRow
{
    public required string ArticleId { get; init; }

    /// <summary>Of the version that was indexed.</summary>
    public required int Number { get; init; }

    /// <summary>The seconds of <see cref="SearchPlace"/> at which it was published.</summary>
    public required long Place { get; init; }

    public required SearchableText Text { get; init; }

    public required string Impacts { get; init; }

    public static SearchRow Of(ArticleContent content, int number)
    {
        var text = SearchableText.Of(content);
        return new SearchRow
        {
            ArticleId = content.Id,
            Number = number,
            Place = SearchPlace.Of(content.PublishedAt ?? DateTimeOffset.UnixEpoch),
            Text = text,
            Impacts = WordImpacts.Of(text),
        };
    }
}
