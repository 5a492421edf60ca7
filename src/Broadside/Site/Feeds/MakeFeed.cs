using System.Text;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Markup;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Site.Pages;
using Broadside.Themes;

namespace Broadside.Site.Feeds;

/// <summary>Gathers what a feed says: the newest articles of its list, with full text, from signed contents.</summary>
public sealed class MakeFeed(Catalogue catalogue, ArticleReader reader, SiteRecord site, BaseAddress address, Theme theme, Settling settling)
{
    private const int MostItems = 30;
    private const int MostEpisodes = 200;

    // Feed readers give up on files much larger; older items drop out first.
    private const int MostCharacters = 3_000_000;

    public async Task<Feed> RunAsync(FeedPlace place, PageNotes notes, CancellationToken cancel)
    {
        notes.Note(SiteRecord.Subject(Identity.Part));
        var identity = site.Read<Identity>(Identity.Part);
        var list = place.List ?? OwnList(identity, notes);
        notes.Note(list);
        var most = place.List == ListKey.Audio ? MostEpisodes : MostItems;
        var entries = settling.Latest(list, most, notes);
        foreach (var entry in entries)
        {
            notes.Note(entry.Version.Subject);
        }
        var read = await reader.ReadAsync(entries, cancel);
        var language = place.List == ListKey.Language(place.Home.Trim('/')) ? place.Home.Trim('/') : identity.Language;
        var name = Name(list, read, notes);
        var words = theme.Vocabulary.For(language);
        return new Feed
        {
            Id = FeedText.Urn($"feed {identity.Name} {list}"),
            Title = name is null ? identity.Name : words.Text("feed.of", ("outlet", identity.Name), ("name", name)),
            Description = identity.Description ?? identity.Tagline ?? identity.Name,
            Language = language,
            Home = address.Absolute(place.Home),
            Self = address.Absolute(place.Path),
            Outlet = identity.Name,
            Contact = identity.Contact is { } contact && contact.Contains('@', StringComparison.Ordinal) ? contact : null,
            Image = identity.Logo is { } logo ? address.Absolute(MediaAddress.Rendition(logo, 320, "jpg")) : null,
            Items = Items(read, identity),
        };
    }

    // Where nothing is published in the outlet's own language yet, as after an import, the feed has everything.
    private string OwnList(Identity identity, PageNotes notes)
    {
        var own = ListKey.Language(identity.Language);
        notes.Note(own);
        return catalogue.Count(own) > 0 ? own : ListKey.All;
    }

    private string? Name(string list, IReadOnlyList<(CatalogueEntry Entry, ArticleContent Content)> read, PageNotes notes)
    {
        var slug = list[(list.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var contents = read.Select(r => r.Content);
        switch (list.Split(':')[0])
        {
            case "topic":
                notes.Note(SiteRecord.Subject(TopicsPart.Part));
                return site.Read<TopicsPart>(TopicsPart.Part).Topics.FirstOrDefault(t => t.Slug == slug)?.Name
                    ?? contents.SelectMany(c => c.Topics).FirstOrDefault(t => t.Slug == slug)?.Name ?? slug;
            case "person":
                notes.Note(SiteRecord.Subject(PeoplePart.Part));
                return site.Read<PeoplePart>(PeoplePart.Part).People.FirstOrDefault(p => p.Slug == slug)?.Name
                    ?? contents.SelectMany(c => c.Bylines).FirstOrDefault(b => b.Slug == slug)?.Name ?? slug;
            case "tag":
                return contents.SelectMany(c => c.Tags).FirstOrDefault(t => t.Slug == slug)?.Name ?? slug;
            case "series":
                return contents.Select(c => c.Series).FirstOrDefault(s => s?.Slug == slug)?.Name ?? slug;
            default:
                return null;
        }
    }

    private List<FeedItem> Items(IReadOnlyList<(CatalogueEntry Entry, ArticleContent Content)> read, Identity identity)
    {
        var items = new List<FeedItem>(read.Count);
        var room = MostCharacters;
        foreach (var (entry, content) in read)
        {
            var item = Item(entry, content, identity);
            if ((room -= item.Html.Length) < 0 && items.Count > 0)
            {
                break;
            }
            items.Add(item);
        }
        return items;
    }

    /// <summary>One article as feeds have it.</summary>
    internal FeedItem Item(CatalogueEntry entry, ArticleContent content, Identity identity)
    {
        var url = address.Absolute(entry.Address);
        var words = theme.Vocabulary.For(content.Language);
        var style = new BodyStyle { Words = words, Language = content.Language, Absolute = to => to.StartsWith('/') ? address.Absolute(to) : url + to };
        var published = content.PublishedAt ?? DateTimeOffset.UnixEpoch;
        return new FeedItem
        {
            Id = FeedText.Urn(Article.Subject(entry.Id)),
            Url = url,
            Title = content.Title,
            Summary = string.IsNullOrWhiteSpace(content.Standfirst) ? content.Summary : content.Standfirst,
            Html = Notices(content, words, identity) + LeadHtml.Make(content.Lead, style) + Updates(content, words, identity, style) + BodyHtml.Make(content.Blocks, style),
            Published = published,
            Updated = content.UpdatedAt is { } updated && updated > published ? updated : published,
            Language = content.Language,
            Authors = [.. content.Bylines.Where(b => b.Role == "words").DistinctBy(b => b.Slug).Select(b => new FeedAuthor(b.Name, address.Absolute($"/people/{b.Slug}/")))],
            Categories = [.. content.Topics.Concat(content.Tags).Select(t => t.Name).Distinct(StringComparer.Ordinal)],
            Image = content.Lead is { Media: { } media } ? new FeedFile(address.Absolute(MediaAddress.Rendition(media, MediaAddress.Widths(content.Lead.Width).Last(w => w <= 1280), "jpg")), "image/jpeg") : null,
            Audio = content.Blocks.OfType<Audio>().FirstOrDefault(a => a.Media is not null) is { } audio ? Recording(audio) : null,
            Licence = (content.Licence ?? identity.Licence) is { } licence ? Licence.Of(licence).Url : null,
        };
    }

    private FeedFile Recording(Audio audio)
    {
        var type = audio.MediaType ?? "audio/mpeg";
        return new FeedFile(address.Absolute(MediaAddress.Original(audio.Media!, MediaAddress.Extension(type))), type, audio.Bytes ?? 0, audio.Seconds, audio.Title);
    }

    private static string Updates(ArticleContent content, Words words, Identity identity, BodyStyle style)
    {
        var html = new StringBuilder();
        foreach (var update in content.Updates ?? [])
        {
            html.Append("<h2>");
            Html.Append(html, update.Title is { } title ? $"{title} · {words.When(update.At, identity.Zone()).Full}" : words.When(update.At, identity.Zone()).Full).Append("</h2>\n");
            html.Append(BodyHtml.Make(update.Blocks, style).Value);
        }
        return html.Length == 0 ? "" : html.Append("<hr>\n").ToString();
    }

    // Whoever reads the article in a feed reader is told of its corrections where the site tells it: above the text.
    private static string Notices(ArticleContent content, Words words, Identity identity)
    {
        var html = new StringBuilder();
        foreach (var correction in content.Corrections.Reverse())
        {
            var kind = words.Text("correction." + correction.Kind.ToString().ToLowerInvariant());
            Html.Append(html.Append("<p><strong>"), kind).Append(", ");
            Html.Append(html, words.When(correction.At, identity.Zone()).Text).Append(":</strong> ");
            Html.Append(html, correction.Text).Append("</p>\n");
        }
        return html.ToString();
    }
}
