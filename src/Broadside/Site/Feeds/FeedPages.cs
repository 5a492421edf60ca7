using Broadside.Articles;
using Broadside.Guard;

namespace Broadside.Site.Feeds;

/// <summary>The feeds as pages: of the site, of each language, topic, tag, person and series, and the podcast.</summary>
internal sealed class FeedPages(Catalogue catalogue, SiteRecord site, MakeFeed make) : IPageSource
{
    public PageRender? Find(string path)
    {
        if (FeedPlace.Read(path) is not { } place)
        {
            return null;
        }
        return IsThere(place.List) ? (notes, cancel) => RenderAsync(place, notes, cancel) : null;
    }

    // A topic or person that the outlet names has a feed before the first article: its page announces it.
    private bool IsThere(string? list) =>
        list is null
        || (catalogue.Count(list) > 0 && list != ListKey.Language(site.Read<Identity>(Identity.Part).Language))
        || site.Read<TopicsPart>(TopicsPart.Part).Topics.Any(t => ListKey.Topic(t.Slug) == list)
        || site.Read<PeoplePart>(PeoplePart.Part).People.Any(p => ListKey.Person(p.Slug) == list);

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
