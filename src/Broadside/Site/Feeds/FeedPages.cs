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
        var own = site.Read<Identity>(Identity.Part).Language;
        var isThere = place.List is null || (place.List != ListKey.Language(own) && catalogue.Count(place.List) > 0);
        return isThere ? (notes, cancel) => RenderAsync(place, notes, cancel) : null;
    }

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
