using System.Text;
using Broadside.Articles;
using Broadside.Digest.Archive;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Feeds;
using Broadside.Themes;

namespace Broadside.Site.Digests;

/// <summary><c>/digest/feed.xml</c>: each digest as one item that names its articles.</summary>
public sealed class DigestFeed(DigestArchive archive, Catalogue catalogue, ArticleReader reader, SiteRecord site, BaseAddress address, Theme theme) : IPageSource
{
    public const string Path = DigestPages.Root + "feed.xml";

    private const int Most = 30;

    public PageRender? Find(string path) => path == Path ? MakeAsync : null;

    public IEnumerable<string> Paths() => [Path];

    private async Task<Page?> MakeAsync(PageNotes notes, CancellationToken cancel)
    {
        notes.Note(DigestDays.Name);
        notes.Note(SiteRecord.Subject(Identity.Part));
        var identity = site.Read<Identity>(Identity.Part);
        var words = theme.Vocabulary.For(identity.Language);
        var items = new List<FeedItem>();
        foreach (var day in archive.Days.Take(Most))
        {
            notes.Note(PublishedDigest.Subject(day.Day));
            if (await archive.ReadAsync(day.Day, cancel) is { } digest)
            {
                items.Add(await ItemAsync(day, digest, identity, notes, cancel));
            }
        }
        var feed = new Feed
        {
            Id = FeedText.Urn($"digests {identity.Name}"),
            Title = words.Text("feed.of", ("outlet", identity.Name), ("name", words.Text("digest.list"))),
            Description = words.Text("digest.archive"),
            Language = identity.Language,
            Home = address.Absolute(DigestPages.Root),
            Self = address.Absolute(Path),
            Outlet = identity.Name,
            Items = items,
        };
        return new Page(RssFeed.MediaType + "; charset=utf-8", RssFeed.Write(feed));
    }

    private async Task<FeedItem> ItemAsync(DigestDay day, PublishedDigest digest, Identity identity, PageNotes notes, CancellationToken cancel)
    {
        var html = new StringBuilder();
        if (digest.Note is { } note)
        {
            html.Append("<p>").Append(Html.Escape(note)).Append("</p>");
        }
        foreach (var words in digest.Languages)
        {
            await ListAsync(html, words.Articles, notes, cancel);
            if (words.Corrected is { } corrected)
            {
                html.Append("<p>").Append(Html.Escape(theme.Vocabulary.For(words.Language).Text("digest.corrections"))).Append("</p>");
                await ListAsync(html, corrected, notes, cancel);
            }
        }
        var url = address.Absolute($"{DigestPages.Root}{day.Day}/");
        var at = DateTimeOffset.FromUnixTimeSeconds(day.At);
        return new FeedItem { Id = FeedText.Urn($"digest {identity.Name} {day.Day}"), Url = url, Title = day.Subject, Html = html.ToString(), Published = at, Updated = at, Language = identity.Language };
    }

    private async Task ListAsync(StringBuilder html, IReadOnlyList<string> ids, PageNotes notes, CancellationToken cancel)
    {
        html.Append("<ul>");
        foreach (var id in ids)
        {
            notes.Note(Article.Subject(id));
            if (catalogue.ById(id) is { IsGone: false } entry && await reader.ReadAsync(entry, cancel) is { } article)
            {
                html.Append("<li><a href=\"").Append(Html.Escape(address.Absolute(article.Address))).Append("\">").Append(Html.Escape(article.Title)).Append("</a> ").Append(Html.Escape(article.Standfirst ?? "")).Append("</li>");
            }
        }
        html.Append("</ul>");
    }
}
