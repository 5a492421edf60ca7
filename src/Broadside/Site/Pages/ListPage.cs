using System.Globalization;
using Broadside.Articles;
using Broadside.Articles.Markup;
using Broadside.Guard;
using Broadside.Record.Dossiers;
using Broadside.Site.Dossiers;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary>
/// Lists of articles: <c>/topics/x/</c>, <c>/tags/x/</c>, <c>/people/x/</c>, <c>/series/x/</c>. Older ones stand at
/// <c>…/N/</c>, counted from the oldest, so that what has once filled a page stays there.
/// </summary>
public sealed class ListPage(PageMaker maker, TeaserMaker teasers, Catalogue catalogue, ArticleReader reader, SiteRecord site, PublicNames names) : IPageSource
{
    private const int PageLength = 30;
    private const int MostDossiers = 6;

    public PageRender? Find(string path)
    {
        if (path.Split('/') is not ["", var kind, var slug, .. var rest, ""] || Key(kind, slug) is not { } key || rest.Length > 1)
        {
            return null;
        }
        var pages = (catalogue.Count(key) + PageLength - 1) / PageLength;
        var isKnown = pages > 0 || IsNamed(kind, slug);
        var number = 0;
        if (!isKnown || (rest is [var text] && (!int.TryParse(text, out number) || number < 1 || number > pages - 2 || text[0] == '0')))
        {
            return null;
        }
        return (notes, cancel) => MakeAsync(kind, slug, key, number, path, notes, cancel);
    }

    public IEnumerable<string> Paths() => Slugs("topics", ListKey.TopicStart, site.Read<TopicsPart>(TopicsPart.Part).Topics.Select(t => t.Slug))
        .Concat(Slugs("tags", ListKey.TagStart, []))
        .Concat(Slugs("people", ListKey.PersonStart, site.Read<PeoplePart>(PeoplePart.Part).People.Select(p => p.Slug)))
        .Concat(Slugs("series", ListKey.SeriesStart, []));

    private IEnumerable<string> Slugs(string kind, string start, IEnumerable<string> named) =>
        catalogue.ListsWith(start).Select(list => list[start.Length..]).Concat(named.Where(slug => IsNamed(kind, slug))).Where(slug => slug.Length > 0).Distinct(StringComparer.Ordinal).SelectMany(slug =>
        {
            var pages = (catalogue.Count(start + slug) + PageLength - 1) / PageLength;
            return Enumerable.Range(1, Math.Max(0, pages - 2)).Select(number => string.Create(CultureInfo.InvariantCulture, $"/{kind}/{slug}/{number}/")).Prepend($"/{kind}/{slug}/");
        });

    private static string? Key(string kind, string slug) => slug.Length == 0 ? null : kind switch
    {
        "topics" => ListKey.Topic(slug),
        "tags" => ListKey.Tag(slug),
        "people" => ListKey.Person(slug),
        "series" => ListKey.Series(slug),
        _ => null,
    };

    private bool IsNamed(string kind, string slug) => kind switch
    {
        "topics" => names.Topic(slug),
        "people" => names.Person(slug),
        _ => false,
    };

    private async Task<Page?> MakeAsync(string kind, string slug, string key, int number, string path, PageNotes notes, CancellationToken cancel)
    {
        notes.Note(key);
        var count = catalogue.Count(key);
        var pages = (count + PageLength - 1) / PageLength;
        var from = number > 0 ? (number - 1) * PageLength : Math.Max(0, pages - 2) * PageLength;
        var entries = catalogue.Stretch(key, from, number > 0 ? PageLength : PageLength * 2);
        var newest = catalogue.Latest(key, 1) is [var first] ? await reader.ReadAsync(first, cancel) : null;
        var setting = maker.Begin(notes, newest?.Language ?? site.Read<Identity>(Identity.Part).Language);
        var made = await teasers.MakeAsync(setting, kind == "series" ? entries.Reverse() : entries, PicturePlace.Row, cancel);
        var about = About(setting, kind, slug, newest);
        var view = new ListView
        {
            Kind = about.Kind,
            Over = kind == "series" ? setting.Words.Count("lists.parts", count) : setting.Words.Text("lists." + about.Kind),
            Title = about.Name,
            Intro = about.Intro,
            Portrait = about.Portrait,
            Links = kind == "topics" ? Dossiers(setting, slug) : about.Links,
            Count = kind == "series" ? null : setting.Words.Count("lists.count", count),
            Groups = made.Count == 0 ? [] : [new ListGroup(null, made)],
            Pager = Pager(setting, kind, slug, number, pages),
            Feeds = kind is "topics" or "people" ? [.. Feeds(setting, path, kind, slug).Select(f => new Link(f.Href, setting.Words.Text(f.Type.Contains("rss", StringComparison.Ordinal) ? "feed.rss" : f.Type.Contains("atom", StringComparison.Ordinal) ? "feed.atom" : "feed.json")))] : [],
        };
        var head = maker.Head(setting, about.Name, path, about.Text) with { Kind = kind == "people" ? "profile" : "website" };
        head = kind is "topics" or "people" ? head with { Feeds = [.. head.Feeds, .. Feeds(setting, about.Name, kind, slug)] } : head;
        return await maker.MakeAsync("list", setting, maker.Frame(setting, path), head, view, path, cancel);
    }

    // The dossiers that have an article of this topic.
    private List<Link> Dossiers(Setting setting, string topic) =>
        [.. site.Read<DossierList>(DossierList.Part).Dossiers
            .Where(d => d.Articles.Any(a => catalogue.ById(a) is { IsGone: false } entry && entry.Topics.Contains(topic)))
            .Take(MostDossiers)
            .Select(d => new Link($"{DossierPages.Root}{d.Slug}/", setting.Words.Text("dossier.link", ("title", d.Title)), Language: setting.Other(d.Language)))];

    private static Pager? Pager(Setting setting, string kind, string slug, int number, int pages)
    {
        if (pages < 3)
        {
            return null;
        }
        string To(int n) => n > pages - 2 ? $"/{kind}/{slug}/" : $"/{kind}/{slug}/{n}/";
        var shown = number == 0 ? 1 : pages - number;
        var text = setting.Words.Text("lists.page", ("page", setting.Words.Number(shown)), ("pages", setting.Words.Number(pages - 1)));
        return number == 0 ? new Pager(text, null, To(pages - 2)) : new Pager(text, To(number + 1), number > 1 ? To(number - 1) : null);
    }

    private static FeedLink[] Feeds(Setting setting, string name, string kind, string slug)
    {
        var title = setting.Words.Text("feed.of", ("outlet", setting.Identity.Name), ("name", name));
        return
        [
            new("application/rss+xml", title, $"/{kind}/{slug}/feed.xml"),
            new("application/atom+xml", title, $"/{kind}/{slug}/atom.xml"),
            new("application/feed+json", title, $"/{kind}/{slug}/feed.json"),
        ];
    }

    private ListSubject About(Setting setting, string kind, string slug, ArticleContent? newest)
    {
        switch (kind)
        {
            case "topics":
                var topic = site.Read<TopicsPart>(TopicsPart.Part).Topics.FirstOrDefault(t => t.Slug == slug);
                return new ListSubject("topic", topic?.Name ?? newest?.Topics.FirstOrDefault(t => t.Slug == slug)?.Name ?? slug, topic?.Description);
            case "people":
                var person = site.Read<PeoplePart>(PeoplePart.Part).People.FirstOrDefault(p => p.Slug == slug);
                setting.Notes.Allow((person?.Links ?? []).Select(ContentWalk.HostOf).OfType<string>());
                return new ListSubject("person", person?.Name ?? newest?.Bylines.FirstOrDefault(b => b.Slug == slug)?.Name ?? slug, person?.Bio)
                {
                    Portrait = person?.Photo is { } photo ? PictureHtml.Make(new Broadside.Articles.Body.Figure { Id = slug, Media = photo, Alt = person.Name }, PicturePlace.Portrait) : default,
                    Links = [.. (person?.Links ?? []).Select(l => new Link(l, l.Replace("mailto:", "", StringComparison.Ordinal).Replace("https://", "", StringComparison.Ordinal).TrimEnd('/')))],
                };
            case "series":
                return new ListSubject("series", newest?.Series?.Name ?? slug, null);
            default:
                return new ListSubject("tag", newest?.Tags.FirstOrDefault(t => t.Slug == slug)?.Name ?? slug, null);
        }
    }

    private sealed record ListSubject(string Kind, string Name, string? Text)
    {
        public Html Intro => Text is { Length: > 0 } ? new Html(Html.Escape(Text)) : default;

        public Html Portrait { get; init; }

        public IReadOnlyList<Link> Links { get; init; } = [];
    }
}
