using Broadside.Articles.Comparing;
using Broadside.Guard;
using Broadside.Themes;

namespace Broadside.Articles.Publishing;

/// <summary>What the newest version of an article changed, place by place.</summary>
public sealed class PublishedChanges(PublishedPlaces places, VersionsOfArticle versions)
{
    // What lists show of an article; feeds and its own page show all of it.
    private static readonly string[] OnLists = ["label", "title", "standfirst", "by", "lead"];

    /// <param name="Place">Where.</param>
    /// <param name="How">What happened there; null where the version before cannot be read any more.</param>
    /// <param name="What">Fields that read differently there, as <see cref="ComparedPart.Kind"/> names them; "text" for its blocks.</param>
    public sealed record Changed(PublishedPlaces.Place Place, PlaceChange? How, IReadOnlyList<string> What);

    /// <param name="Before">Number of the version that can be laid beside; null where there is none.</param>
    public sealed record Found(IReadOnlyList<Changed> Places, int? Before);

    public async Task<Found> FindAsync(CatalogueEntry entry, ArticleContent content, CancellationToken cancel)
    {
        var now = Of(entry, content);
        var older = await versions.LatestAsync(entry.Id, entry.Version.Number, 1, cancel);
        if (older is not [{ HasText: true } last])
        {
            // Readers had nothing: it is the first one, or they were told that it is gone.
            PlaceChange? how = older is [] or [{ Envelope.Kind: VersionKind.Takedown or VersionKind.Remove }] ? PlaceChange.New : null;
            return new Found([.. now.Select(p => new Changed(p, how, []))], null);
        }
        var before = await versions.ContentAsync(entry.Id, last.Number, cancel);
        return new Found(before is null ? [] : Compare(before, content, Of(entry, before), now), last.Number);
    }

    private static List<Changed> Compare(ArticleContent before, ArticleContent content, IReadOnlyList<PublishedPlaces.Place> were, IReadOnlyList<PublishedPlaces.Place> now)
    {
        var what = CompareContents.Run(before, content).Where(p => p.Change != PartChange.Same).Select(p => p.Block is null ? p.Kind : "text").Distinct().ToList();
        var had = were.Select(p => p.Link.Href).ToHashSet(StringComparer.Ordinal);
        var has = now.Select(p => p.Link.Href).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. now.Select(p => had.Contains(p.Link.Href) ? Stayed(p, what) : new Changed(p, PlaceChange.New, [])),
            .. were.Where(p => !has.Contains(p.Link.Href)).Select(p => new Changed(p, p.Kind == "address" ? PlaceChange.Leads : PlaceChange.Gone, [])),
        ];
    }

    private static Changed Stayed(PublishedPlaces.Place place, IReadOnlyList<string> what)
    {
        IReadOnlyList<string> seen = place.Kind switch
        {
            "address" or "feed" => what,
            "sitemap" => [],
            _ => [.. what.Where(OnLists.Contains)],
        };
        return new Changed(place, seen.Count > 0 || (place.Kind == "sitemap" && what.Count > 0) ? PlaceChange.Updated : PlaceChange.Same, seen);
    }

    private IReadOnlyList<PublishedPlaces.Place> Of(CatalogueEntry entry, ArticleContent content) =>
        [new("address", new Link(content.Address, content.Address)), .. places.Of(entry, content), new("sitemap", new Link("/sitemap.xml", "/sitemap.xml"))];
}
