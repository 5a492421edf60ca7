using Broadside.Guard;
using Broadside.Themes;

namespace Broadside.Articles.Publishing;

/// <summary>Where on the site a published article stands: what changes when it changes.</summary>
public sealed class PublishedPlaces(SiteRecord site)
{
    /// <param name="Kind">"front", "section", "topic", "tag", "person", "series", "month" or "feed"; "address" for its own page, "sitemap".</param>
    public sealed record Place(string Kind, Link Link);

    public IReadOnlyList<Place> Of(CatalogueEntry entry, ArticleContent content)
    {
        if (entry.IsGone || entry.IsPage)
        {
            return [];
        }
        var home = Home(content.Language);
        var month = content.PublishedAt is { } at ? at.UtcDateTime : default;
        return
        [
            new("front", new Link(home, home)),
            .. content.Topics.Select((t, i) => new Place(i == 0 ? "section" : "topic", new Link($"/topics/{t.Slug}/", t.Name))),
            .. content.Tags.Select(t => new Place("tag", new Link($"/tags/{t.Slug}/", t.Name))),
            .. content.Bylines.DistinctBy(b => b.Slug).Select(b => new Place("person", new Link($"/people/{b.Slug}/", b.Name))),
            .. content.Series is { } series ? [new Place("series", new Link($"/series/{series.Slug}/", series.Name))] : Array.Empty<Place>(),
            new("month", new Link($"/archive/{month:yyyy}/{month:MM}/", $"{month:yyyy-MM}")),
            .. new[] { "feed.xml", "atom.xml", "feed.json" }.Select(f => new Place("feed", new Link(home + f, home + f))),
        ];
    }

    private string Home(string language)
    {
        var main = LanguageOf(language);
        return main == LanguageOf(site.Read<Identity>(Identity.Part).Language) ? "/" : $"/{main}/";
    }

    private static string LanguageOf(string language) => language.Split('-')[0].ToLowerInvariant();
}
