using Broadside.Articles;
using Broadside.Articles.Markup;
using Broadside.Articles.Views;
using Broadside.Giving.Offer;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Site.Giving;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary>The front page of each language: what the editors chose, filled up with the newest.</summary>
public sealed class FrontPage(PageMaker maker, TeaserMaker teasers, Catalogue catalogue, ArticleReader reader, SiteRecord site, Theme theme, StructuredData data, GiftOffer offer) : IPageSource
{
    private const int SectionLength = 4;
    private const int MostSections = 8;
    private const int LatestLength = 9;

    private static readonly string[] Rhythms = ["row", "lead", "text"];

    public PageRender? Find(string path)
    {
        var main = PageMaker.MainLanguage(site.Read<Identity>(Identity.Part).Language);
        if (path == "/")
        {
            return (notes, cancel) => MakeAsync(main, path, notes, cancel);
        }
        return path.Length == 4 && path[1..3] is var code && code != main && theme.Vocabulary.For(code).Language == code && catalogue.Count(ListKey.Language(code)) > 0
            ? (notes, cancel) => MakeAsync(code, path, notes, cancel)
            : null;
    }

    public IEnumerable<string> Paths() => catalogue.Languages().Select(language => $"/{PageMaker.MainLanguage(language)}/").Distinct().Where(path => Find(path) is not null).Prepend("/");

    /// <summary>A front page as it would be with this choice, at an address of the desk. Kept nowhere.</summary>
    public Task<Page?> PreviewAsync(FrontCuration chosen, string standsAt, CancellationToken cancel) =>
        MakeAsync(PageMaker.MainLanguage(chosen.Language), standsAt, new PageNotes(), cancel, chosen);

    private async Task<Page?> MakeAsync(string language, string path, PageNotes notes, CancellationToken cancel, FrontCuration? chosen = null)
    {
        var setting = maker.Begin(notes, language);
        notes.Note(SiteRecord.Subject(Curation.Part));
        notes.Note(ListKey.Language(language));
        var curated = chosen ?? site.Read<Curation>(Curation.Part).Fronts.FirstOrDefault(f => PageMaker.MainLanguage(f.Language) == language);
        var newest = catalogue.Latest(ListKey.Language(language), 60);
        var top = (curated?.Lead ?? []).Select(catalogue.ById).OfType<CatalogueEntry>().Where(e => !e.IsGone)
            .Concat(newest).DistinctBy(e => e.Id).Take(newest.Count < 12 ? 3 : 5).ToList();
        var used = top.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        var view = new FrontView
        {
            Lead = await teasers.MakeAsync(setting, top.Take(1), PicturePlace.FrontLead, cancel) is [var lead, ..] ? lead : null,
            Second = await teasers.MakeAsync(setting, top.Skip(1).Take(2), PicturePlace.FrontSecond, cancel),
            Under = Plain(await teasers.MakeAsync(setting, top.Skip(3).Take(2), PicturePlace.Row, cancel)),
            Sections = await SectionsAsync(setting, curated, language, used, cancel),
            Latest = await LatestAsync(setting, newest, used, cancel),
            Archive = newest.Count == 0 ? null : "/archive/",
            Correction = await CorrectionAsync(setting, language, cancel),
            Campaign = CampaignOf(setting),
        };
        var frame = maker.Frame(setting, path, isFront: true) with { Newest = newest is [var first, ..] ? setting.When(first.PublishedAt) : null };
        var title = setting.Identity.Tagline is { Length: > 0 } tagline ? $"{setting.Identity.Name}: {tagline}" : setting.Identity.Name;
        var head = maker.Head(setting, title, path, setting.Identity.Description ?? setting.Identity.Tagline) with
        {
            Alternates = [.. frame.Languages.Select(l => new Alternate(l.Language!, maker.Absolute(l.Href)))],
            JsonLd = data.Front(setting, path),
        };
        return await maker.MakeAsync("front", setting, frame, head, view, path, cancel);
    }

    private GiveCampaign? CampaignOf(Setting setting)
    {
        setting.Notes.Note(GiftOffer.Key);
        return RailChoices.IsSetUp(site.Read<PayoutDetails>(PayoutDetails.Part)) && offer.Running is { } running ? GiveCampaigns.View(setting, running, withNames: false) : null;
    }

    private async Task<IReadOnlyList<FrontSection>> SectionsAsync(Setting setting, FrontCuration? curated, string language, HashSet<string> used, CancellationToken cancel)
    {
        // A topic has one name; the menu of a language may know it by that language's.
        var menu = maker.Frame(setting, PageMaker.Home(setting.Identity, language), isFront: true).Menu;
        var topics = site.Read<TopicsPart>(TopicsPart.Part).Topics;
        var order = curated is { Sections.Count: > 0 } ? curated.Sections : [.. topics.Where(t => t.Parent is null).OrderBy(t => t.Position).Select(t => t.Slug)];
        var sections = new List<FrontSection>();
        foreach (var slug in order.Take(60))
        {
            setting.Notes.Note(ListKey.Topic(slug));
            var fresh = catalogue.Latest(ListKey.Topic(slug), 40).Where(e => PageMaker.MainLanguage(e.Language) == language && !used.Contains(e.Id)).Take(SectionLength).ToList();
            if (fresh.Count < 2 || sections.Count == MostSections)
            {
                continue;
            }
            used.UnionWith(fresh.Select(e => e.Id));
            var rhythm = Rhythms[sections.Count % Rhythms.Length];
            var made = await teasers.MakeAsync(setting, fresh, PicturePlace.FrontSection, cancel);
            if (made.Count == 0)
            {
                continue;
            }
            var name = menu.FirstOrDefault(m => m.Href == $"/topics/{slug}/")?.Text ?? topics.FirstOrDefault(t => t.Slug == slug)?.Name ?? slug;
            var rest = made.Skip(1).ToList();
            sections.Add(new FrontSection(
                new Link($"/topics/{slug}/", name),
                rhythm,
                rhythm == "text" ? made[0] with { Picture = default } : made[0],
                rhythm == "row" ? rest : Plain(rest)));
        }
        return sections;
    }

    private async Task<IReadOnlyList<LatestDay>> LatestAsync(Setting setting, IReadOnlyList<CatalogueEntry> newest, HashSet<string> used, CancellationToken cancel)
    {
        var column = newest.Count < 12 ? newest.Where(e => !used.Contains(e.Id)) : newest;
        var made = await teasers.MakeAsync(setting, column.Take(LatestLength), PicturePlace.Row, cancel);
        return [.. made.Select(t => t with { Picture = default }).GroupBy(t => t.Published!.Text).Select(day => new LatestDay(day.First().Published!, [.. day]))];
    }

    private async Task<FrontCorrection?> CorrectionAsync(Setting setting, string language, CancellationToken cancel)
    {
        setting.Notes.Note(ListKey.Corrected);
        var corrected = await reader.ReadAsync(catalogue.Latest(ListKey.Corrected, 20).Where(e => PageMaker.MainLanguage(e.Language) == language), cancel);
        return corrected.OrderByDescending(c => c.Content.Corrections[^1].At).Select(c => c.Content).FirstOrDefault() is { } newest
            ? new FrontCorrection(setting.Words.Text("correction." + newest.Corrections[^1].Kind.ToString().ToLowerInvariant()), newest.Corrections[^1].Text, new Link(newest.Address, newest.Title))
            : null;
    }

    private static List<Teaser> Plain(IReadOnlyList<Teaser> made) => [.. made.Select(t => t with { Picture = default })];
}
