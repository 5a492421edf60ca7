using System.Globalization;
using System.Text;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Dossiers;
using Broadside.Site.Dossiers;
using Broadside.Themes;

namespace Broadside.Site.Sitemaps;

/// <summary>
/// <c>/robots.txt</c>, the sitemap index, its parts (articles by month, the outlet's pages, lists), and the news sitemap.
/// Articles' parts are made from the catalogue alone, so a hundred thousand cost no reading.
/// </summary>
/// <remarks>
/// Google wants the articles of the last two days in the news sitemap. Pages here do not look at the clock: it holds the
/// articles of the two days before the newest one. Once the outlet is silent for longer, Google passes over what is too old.
/// </remarks>
internal sealed class SitemapPages(Catalogue catalogue, ArticleReader reader, SiteRecord site, BaseAddress address, Theme theme) : IPageSource
{
    // The protocol allows 50,000 addresses and 50 MB.
    private const int MostAddresses = 20_000;
    private const int MostNews = 1_000;
    private static readonly TimeSpan NewsAge = TimeSpan.FromHours(48);

    // Lists that have pages of their own: key and path.
    private static readonly (string Prefix, string Path)[] Lists = [("topic:", "/topics/"), ("person:", "/people/"), ("series:", "/series/"), ("tag:", "/tags/")];

    public PageRender? Find(string path)
    {
        if (path == "/robots.txt")
        {
            return (_, _) => Done("text/plain", Encoding.ASCII.GetBytes($"User-agent: *\nDisallow: /desk/\nDisallow: /search\nDisallow: /report\n\nSitemap: {address.Absolute("/sitemap.xml")}\n"));
        }
        if (!path.StartsWith("/sitemap", StringComparison.Ordinal) || !path.EndsWith(".xml", StringComparison.Ordinal))
        {
            return null;
        }
        return path["/sitemap".Length..^".xml".Length] switch
        {
            "" => (notes, _) => Xml(Index(notes)),
            "-news" => NewsAsync,
            "-pages" => (notes, _) => Xml(SitemapXml.Addresses(Pages(notes))),
            "-lists" => (notes, _) => Xml(SitemapXml.Addresses(OfLists(notes))),
            var part => Month(part) is { } month && catalogue.Count(month.List) > month.From ? (notes, _) => Xml(SitemapXml.Addresses(Articles(month.List, month.From, notes))) : null,
        };
    }

    public IEnumerable<string> Paths() => catalogue.ListsWith(ListKey.MonthStart)
        .SelectMany(list => Enumerable.Range(1, (catalogue.Count(list) + MostAddresses - 1) / MostAddresses).Select(number => $"/sitemap{Part(list, number)}.xml"))
        .Concat(["/robots.txt", "/sitemap.xml", "/sitemap-news.xml", "/sitemap-pages.xml", "/sitemap-lists.xml"]);

    private static Task<Page?> Xml(byte[] bytes) => Done(SitemapXml.MediaType, bytes);

    private static Task<Page?> Done(string mediaType, byte[] bytes) => Task.FromResult<Page?>(new Page(mediaType + "; charset=utf-8", bytes));

    // "-2026-11", or "-2026-11-2" for the second twenty thousand of a month.
    private static (string List, int From)? Month(string part)
    {
        var numbers = part.Split('-', StringSplitOptions.RemoveEmptyEntries);
        if (numbers.Length is not (2 or 3)
            || !int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var month))
        {
            return null;
        }
        var number = 1;
        if (numbers.Length == 3 && (!int.TryParse(numbers[2], NumberStyles.None, CultureInfo.InvariantCulture, out number) || number is < 2 or > 9999))
        {
            return null;
        }
        var list = ListKey.Month(year, month);
        return part == Part(list, number) ? (list, (number - 1) * MostAddresses) : null;
    }

    private static string Part(string list, int number) =>
        $"-{list["month:".Length..]}{(number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{number}"))}";

    private byte[] Index(PageNotes notes)
    {
        notes.Note(ListKey.All);
        notes.Note(ListKey.Pages);
        var parts = new List<SitemapPart> { new(Address("-news"), Changed(catalogue.Latest(ListKey.All, 1))), new(Address("-pages"), null), new(Address("-lists"), null) };
        foreach (var list in catalogue.ListsWith("month:").Reverse())
        {
            var count = catalogue.Count(list);
            for (var number = (count + MostAddresses - 1) / MostAddresses; number >= 1; number--)
            {
                parts.Add(new SitemapPart(Address(Part(list, number)), Changed(catalogue.Stretch(list, (number - 1) * MostAddresses, MostAddresses))));
            }
        }
        return SitemapXml.Index(parts);
    }

    private string Address(string part) => address.Absolute($"/sitemap{part}.xml");

    private static DateTimeOffset? Changed(IReadOnlyList<CatalogueEntry> entries) =>
        entries.Count == 0 ? null : entries.Max(Changed);

    private static DateTimeOffset Changed(CatalogueEntry entry) => entry.UpdatedAt > entry.PublishedAt ? entry.UpdatedAt.Value : entry.PublishedAt;

    private IEnumerable<SitemapAddress> Articles(string list, int from, PageNotes notes)
    {
        notes.Note(list);
        return [.. catalogue.Stretch(list, from, MostAddresses).Select(entry => Entry(entry, notes))];
    }

    private SitemapAddress Entry(CatalogueEntry entry, PageNotes notes)
    {
        // That an article without a group gained its first translation is told by its month.
        if (entry.Group is { } group)
        {
            notes.Note(ListKey.Group(group));
        }
        var languages = catalogue.Translations(entry);
        return new SitemapAddress(address.Absolute(entry.Address), Changed(entry), languages.Count < 2 ? [] : [.. languages.Select(e => (e.Language, address.Absolute(e.Address)))]);
    }

    // The front page of each language, and what the outlet says of itself.
    private List<SitemapAddress> Pages(PageNotes notes)
    {
        notes.Note(SiteRecord.Subject(Identity.Part));
        notes.Note(ListKey.All);
        notes.Note(ListKey.Pages);
        var own = site.Read<Identity>(Identity.Part).Language;
        var fronts = catalogue.ListsWith("language:").Select(l => l["language:".Length..]).Where(l => l != own && theme.Vocabulary.For(l).Language == l).Select(l => (Language: l, Url: address.Absolute($"/{l}/"))).Prepend((Language: own, Url: address.Absolute("/"))).ToList();
        var changed = Changed(catalogue.Latest(ListKey.All, 1));
        var pages = fronts.Select(f => new SitemapAddress(f.Url, changed, fronts.Count < 2 ? [] : fronts)).ToList();
        pages.AddRange(catalogue.Latest(ListKey.Pages, MostAddresses).Select(entry => Entry(entry, notes)));
        return pages;
    }

    private List<SitemapAddress> OfLists(PageNotes notes)
    {
        // A list that gains its first or loses its last article is told of by the list of all.
        notes.Note(ListKey.All);
        notes.Note(SiteRecord.Subject(DossierList.Part));
        var dossiers = site.Read<DossierList>(DossierList.Part).Dossiers;
        return [.. Lists
            .SelectMany(kind => catalogue.ListsWith(kind.Prefix).Select(list => (list, kind)))
            .Take(MostAddresses)
            .Select(l => new SitemapAddress(address.Absolute(l.kind.Path + l.list[l.kind.Prefix.Length..] + "/"), Changed(catalogue.Latest(l.list, 1)), []))
            .Concat(dossiers.Take(1).Select(d => new SitemapAddress(address.Absolute(DossierPages.Root), DateTimeOffset.FromUnixTimeSeconds(d.At), [])))
            .Concat(dossiers.Select(d => new SitemapAddress(address.Absolute($"{DossierPages.Root}{d.Slug}/"), DateTimeOffset.FromUnixTimeSeconds(d.At), [])))];
    }

    private async Task<Page?> NewsAsync(PageNotes notes, CancellationToken cancel)
    {
        notes.Note(SiteRecord.Subject(Identity.Part));
        notes.Note(ListKey.All);
        var latest = catalogue.Latest(ListKey.All, MostNews);
        var recent = latest.TakeWhile(e => latest[0].PublishedAt - e.PublishedAt <= NewsAge).ToList();
        foreach (var entry in recent)
        {
            notes.Note(entry.Version.Subject);
        }
        var read = await reader.ReadAsync(recent, cancel);
        var articles = read.Select(r => new SitemapNews(address.Absolute(r.Entry.Address), r.Content.Title, r.Content.Language.Split('-')[0], r.Entry.PublishedAt));
        return await Xml(SitemapXml.Newest(site.Read<Identity>(Identity.Part).Name, articles));
    }
}
