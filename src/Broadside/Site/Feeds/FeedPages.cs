using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Pages;

namespace Broadside.Site.Feeds;

/// <summary>The feeds as pages: of the site, of each language, topic, tag, person and series, and the podcast.</summary>
internal sealed class FeedPages(Catalogue catalogue, SiteRecord site, PublicNames names, MakeFeed make) : IPageSource
{
    public PageRender? Find(string path)
    {
        if (FeedPlace.Read(path) is not { } place)
        {
            return null;
        }
        return IsThere(place.List) ? (notes, cancel) => RenderAsync(place, notes, cancel) : null;
    }

    public IEnumerable<string> Paths() => FeedPlace.All(start => catalogue.ListsWith(start).Concat(Named(start)).Distinct(StringComparer.Ordinal)).Where(path => Find(path) is not null);

    private IEnumerable<string> Named(string start) => start switch
    {
        ListKey.TopicStart => site.Read<TopicsPart>(TopicsPart.Part).Topics.Select(t => ListKey.Topic(t.Slug)),
        ListKey.PersonStart => site.Read<PeoplePart>(PeoplePart.Part).People.Select(p => ListKey.Person(p.Slug)),
        _ => [],
    };

    // A topic or person that has a page before the first article has a feed too: the page announces it.
    private bool IsThere(string? list) =>
        list is null
        || ((catalogue.Count(list) > 0 || catalogue.UnsettledOf(list).Count > 0) && list != ListKey.Language(site.Read<Identity>(Identity.Part).Language))
        || (list.Split(':', 2) is [var kind, var slug] && kind switch
        {
            "topic" => names.Topic(slug),
            "person" => names.Person(slug),
            _ => false,
        });

    private async Task<Page?> RenderAsync(FeedPlace place, PageNotes notes, CancellationToken cancel)
    {
        var feed = await make.RunAsync(place, notes, cancel);
        var (mediaType, bytes) = place.File switch
        {
            "atom.xml" => (AtomFeed.MediaType, AtomFeed.Write(feed)),
            "feed.json" => (JsonFeed.MediaType, JsonFeed.Write(feed)),
            "podcast.xml" => (RssFeed.MediaType, PodcastFeed.Write(feed)),
            _ => (RssFeed.MediaType, RssFeed.Write(feed)),
        };
        return new Page(mediaType + "; charset=utf-8", bytes);
    }
}
