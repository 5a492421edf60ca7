using System.Text;
using Broadside.Articles;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Guard.Keys;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Record.Dossiers;
using Broadside.Site.Appearance;
using Broadside.Site.Dossiers;
using Broadside.Site.Giving;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary>What every reader's page shares: the frame around it, the look at its links before it is kept.</summary>
public sealed class PageMaker(Theme theme, SiteRecord site, Catalogue catalogue, BaseAddress address, SiteSettings settings, Alarms alarms)
{
    public const string HtmlType = "text/html; charset=utf-8";

    /// <summary>The page that tells how to check this site (<c>Mirror</c> makes it).</summary>
    public const string CheckPath = "/check/";

    private const int MenuLength = 8;
    private const int LogoWidth = 640;

    /// <summary>What the page maker knows of the outlet while one page is made.</summary>
    public Setting Begin(PageNotes notes, string language)
    {
        foreach (var part in (string[])[Identity.Part, Notice.Part, Menus.Part, TopicsPart.Part, PeoplePart.Part, DossierList.Part, PayoutDetails.Part, KeyFacts.Part])
        {
            notes.Note(SiteRecord.Subject(part));
        }
        notes.Note(ListKey.Frame);
        var identity = site.Read<Identity>(Identity.Part);
        var own = theme.Vocabulary.For(language);
        var words = own.Language == MainLanguage(language) ? own : theme.Vocabulary.For(identity.Language);
        return new Setting(identity, words, identity.Zone(), notes, theme.Dress(identity.Wears()));
    }

    public PageFrame Frame(Setting setting, string path, IReadOnlyList<Link>? languages = null, bool isFront = false)
    {
        var (identity, words) = (setting.Identity, setting.Words);
        var menus = site.Read<Menus>(Menus.Part);
        setting.Notes.Allow(menus.Head.Concat(menus.Foot).Select(m => ContentWalk.HostOf(m.Address)).OfType<string>());
        return new PageFrame
        {
            Language = words.Language,
            Dir = words.Dir,
            Outlet = identity.Name,
            Tagline = identity.Tagline,
            Home = Front(setting),
            IsFront = isFront,
            Logo = Logo(identity),
            Notice = NoticeOf(setting),
            Menu = Menu(setting, menus.Head, path),
            About = [.. Of(menus.Foot, words.Language).Select(m => new Link(m.Address, m.Name, IsCurrent: m.Address == path))],
            Languages = languages ?? Languages(setting, path),
            Feeds = [new("/feed.xml", words.Text("feed.rss")), new("/atom.xml", words.Text("feed.atom")), new("/feed.json", words.Text("feed.json")), new("/archive/", words.Text("footer.archive")), new("/corrections/", words.Text("footer.corrections")), .. site.Read<DossierList>(DossierList.Part).Dossiers.Count == 0 ? [] : new Link[] { new(DossierPages.Root, words.Text("dossier.list")) }],
            Check = CheckPath,
            HasWorker = settings.OfflineWorker,
            KeyLine = site.Read<KeyFacts>(KeyFacts.Part).Root is { } root ? words.Text("footer.certified", ("root", root)) : words.Text("footer.uncertified"),
            Rights = "© " + identity.Name,
            Subscribe = address.Absolute("/subscribe"),
            Give = RailChoices.IsSetUp(site.Read<PayoutDetails>(PayoutDetails.Part)) ? GivePage.Path : null,
            GiveOffline = OfflineGiving.Has(site.Read<PayoutDetails>(PayoutDetails.Part)) ? OfflineGiving.PathOf(setting) : null,
        };
    }

    private static Html Logo(Identity identity)
    {
        if (identity.Logo is not { } logo || identity is not { LogoWidth: > 0 and var width, LogoHeight: > 0 and var height })
        {
            return default;
        }
        var shown = MediaAddress.Widths(width).Last(w => w <= LogoWidth || w == MediaAddress.AllWidths[0]);
        return new Html($"<img src=\"{MediaAddress.Rendition(logo, shown, "webp")}\" alt=\"{Html.Escape(identity.Name)}\" width=\"{width}\" height=\"{height}\">");
    }

    private NoticeLine? NoticeOf(Setting setting)
    {
        var notice = site.Read<Notice>(Notice.Part);
        return notice.At is { } at && notice.Texts.TryGetValue(setting.Words.Language, out var text) ? new NoticeLine(text, setting.When(at), notice.Address) : null;
    }

    /// <summary>The part of the head that is the same on every page; <paramref name="path"/> null on pages without an address of their own.</summary>
    public PageHead Head(Setting setting, string title, string? path, string? description = null) => new()
    {
        Onion = settings.Onion is { } onion && path is not null ? new Uri(onion.TrimEnd('/') + path).AbsoluteUri : null,
        Policy = Policy(players: false),
        Title = title,
        Description = description,
        Canonical = path is null ? null : address.Absolute(path),
        SiteName = setting.Identity.Name,
        Image = OutletPicture(setting),
        Feeds =
        [
            new("application/rss+xml", setting.Words.Text("feed.all", ("outlet", setting.Identity.Name)), "/feed.xml"),
            new("application/atom+xml", setting.Words.Text("feed.all", ("outlet", setting.Identity.Name)), "/atom.xml"),
            new("application/feed+json", setting.Words.Text("feed.all", ("outlet", setting.Identity.Name)), "/feed.json"),
        ],
    };

    /// <summary>What the page says of itself where its host sends no headers.</summary>
    /// <param name="players">It has players of other hosts.</param>
    public string Policy(bool players) => SafetyHeaders.MetaPolicy(address.Value, players);

    /// <summary>Renders the template and looks at every link in what came out. <paramref name="media"/>: in a preview, where its files answer.</summary>
    public async Task<Page> MakeAsync(string template, Setting setting, PageFrame frame, PageHead head, object view, string path, CancellationToken cancel, string? media = null)
    {
        var pass = new LinkPass(path, address.Value, setting.Notes.Hosts, media);
        var html = pass.Run(theme.Render(template, frame, head, view, setting.Dress));
        foreach (var refused in media is null ? pass.Refused : [])
        {
            await alarms.RaiseAsync("link", path, $"A link to {refused} stood on {path}, but no signed content of that page names its host. It was taken out.", cancel);
        }
        return new Page(HtmlType, Encoding.UTF8.GetBytes(html)) { Onion = head.Onion };
    }

    /// <summary>What stands for the outlet where a page has no picture of its own.</summary>
    public SharePicture OutletPicture(Setting setting) => new(address.Absolute(StructuredData.OutletPicture(setting)), Alt: setting.Identity.Name);

    public string Absolute(string path) => address.Absolute(path);

    /// <summary>Where the page's language has its front; the outlet's own while nothing is published in that language.</summary>
    public string Front(Setting setting) => catalogue.Count(ListKey.Language(setting.Words.Language)) > 0 ? Home(setting.Identity, setting.Words.Language) : "/";

    /// <summary>Path of the front page in a language.</summary>
    public static string Home(Identity identity, string language) => MainLanguage(language) == MainLanguage(identity.Language) ? "/" : $"/{MainLanguage(language)}/";

    /// <summary>"es" of "es-CO".</summary>
    public static string MainLanguage(string language) => language.Split('-')[0].ToLowerInvariant();

    private List<Link> Menu(Setting setting, IReadOnlyList<MenuItem> head, string path)
    {
        var language = setting.Words.Language;
        if (Of(head, language).ToList() is { Count: > 0 } items)
        {
            return [.. items.Select(m => new Link(m.Address, m.Name, IsCurrent: m.Address == path))];
        }
        return [.. site.Read<TopicsPart>(TopicsPart.Part).Topics
            .Where(t => t.Parent is null && catalogue.Latest(ListKey.Topic(t.Slug), 1) is [var newest] && MainLanguage(newest.Language) == language)
            .Take(MenuLength)
            .Select(t => new Link($"/topics/{t.Slug}/", t.Name, IsCurrent: path == $"/topics/{t.Slug}/"))];
    }

    private static IEnumerable<MenuItem> Of(IReadOnlyList<MenuItem> items, string language) => items.Where(m => m.Language is null || MainLanguage(m.Language) == language);

    // Fronts exist for languages that have both articles and a translation of the interface.
    private List<Link> Languages(Setting setting, string path)
    {
        var all = catalogue.Languages()
            .Select(MainLanguage)
            .Append(MainLanguage(setting.Identity.Language))
            .Distinct()
            .Where(code => theme.Vocabulary.For(code).Language == code)
            .OrderBy(code => code != MainLanguage(setting.Identity.Language)).ThenBy(code => code, StringComparer.Ordinal)
            .ToList();
        return all.Count < 2 ? [] : [.. all.Select(code => new Link(Home(setting.Identity, code), theme.Vocabulary.For(code).Name, IsCurrent: Home(setting.Identity, code) == path, Language: code))];
    }
}
