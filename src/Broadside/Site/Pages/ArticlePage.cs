using System.Text;
using System.Text.Json.Nodes;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Markup;
using Broadside.Articles.Views;
using Broadside.Guard;
using Broadside.Media;
using Broadside.Site.Dossiers;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary>The page of an article, or of one of the outlet's own pages; at the address of a withdrawn one, 410 with the reason.</summary>
public sealed class ArticlePage(PageMaker maker, TeaserMaker teasers, Catalogue catalogue, ArticleReader reader, SiteRecord site, StructuredData data, ArticleRecord records) : IPageSource
{
    private const int RelatedLength = 3;

    public PageRender? Find(string path)
    {
        if (catalogue.ByAddress(path) is not { } entry)
        {
            return null;
        }
        return (notes, cancel) => entry.IsGone ? GoneAsync(path, notes, cancel) : ShowAsync(path, notes, cancel);
    }

    public IEnumerable<string> Paths() => catalogue.Addresses();

    private async Task<Page?> ShowAsync(string path, PageNotes notes, CancellationToken cancel)
    {
        if (catalogue.ByAddress(path) is not { IsGone: false } found)
        {
            return null;
        }
        notes.Note(Article.Subject(found.Id));
        if (catalogue.ById(found.Id) is not { } entry || await reader.ReadAsync(entry, cancel) is not { } content)
        {
            return null;
        }
        return await MakeAsync(entry, content, notes, path, cancel) with { ArticleId = entry.Id };
    }

    /// <summary>The page of an article as it stands in <paramref name="content"/>.</summary>
    /// <param name="entry">Where it stands among the others.</param>
    /// <param name="content">Signed; of a preview the draft.</param>
    /// <param name="notes">Of what is read.</param>
    /// <param name="path">At which it is served.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="media">In a preview, where its files answer.</param>
    internal async Task<Page> MakeAsync(CatalogueEntry entry, ArticleContent content, PageNotes notes, string path, CancellationToken cancel, string? media = null)
    {
        notes.Allow(ContentWalk.Hosts(content));
        var setting = maker.Begin(notes, content.Language);
        var translations = Translations(entry, notes);
        var record = await records.MakeAsync(setting, content, cancel);
        var view = await ViewAsync(setting, entry, record is null ? content : content with { Blocks = record.Blocks }, translations, cancel) with { Record = record?.View, Republish = Republish(setting, content) };
        var languages = translations.Count > 1 ? translations.Select(t => new Link(t.Address, setting.Words.Language == PageMaker.MainLanguage(t.Language) ? setting.Words.Name : NameOf(t.Language), t.Id == entry.Id, t.Language)).ToList() : null;
        var frame = maker.Frame(setting, path, languages) with
        {
            NeedsScript = content.Kind == ArticleKind.Article || content.Blocks.Any(b => b is Embed),
            Rights = Rights(setting, content),
            HasSubscribe = content.Kind == ArticleKind.Article,
        };
        return await maker.MakeAsync("article", setting, frame, Head(setting, content, translations, record?.Data) with { NoIndex = media is not null }, view, path, cancel, media);
    }

    private async Task<Page?> GoneAsync(string path, PageNotes notes, CancellationToken cancel)
    {
        if (catalogue.ByAddress(path) is not { IsGone: true } entry)
        {
            return null;
        }
        notes.Note(Article.Subject(entry.Id));
        if (await reader.ReadTombstoneAsync(entry, cancel) is not { } tombstone)
        {
            return null;
        }
        var setting = maker.Begin(notes, tombstone.Language);
        var view = new LostView { SearchAction = "/search", Reason = tombstone.Reason, WithdrawnAt = setting.When(tombstone.At) };
        var head = maker.Head(setting, setting.Words.Text("lost.gone"), null) with { NoIndex = true };
        return await maker.MakeAsync("lost", setting, maker.Frame(setting, path), head, view, path, cancel) with { Status = 410 };
    }

    private async Task<ArticleView> ViewAsync(Setting setting, CatalogueEntry entry, ArticleContent content, IReadOnlyList<CatalogueEntry> translations, CancellationToken cancel)
    {
        var (words, style) = (setting.Words, new BodyStyle { Words = setting.Words, Language = content.Language });
        var corrections = content.Corrections.Reverse().Select(c => View(setting, c)).ToList();
        return new ArticleView
        {
            Address = content.Address,
            Url = maker.Absolute(content.Address),
            Language = setting.Other(content.Language),
            Dir = setting.OtherDir(content.Language),
            IsPage = content.Kind == ArticleKind.Page,
            Label = content.Label,
            Section = content.Topics is [var section, ..] ? new Link($"/topics/{section.Slug}/", section.Name) : null,
            Title = content.Title,
            Standfirst = content.Standfirst,
            Byline = BylineHtml.Words(words, content.Bylines),
            Credits = BylineHtml.Credits(words, content.Bylines),
            Published = content.PublishedAt is { } published ? setting.When(published) : null,
            Updated = content.UpdatedAt is { } updated ? setting.When(updated) : null,
            Lead = LeadHtml.Make(content.Lead, style),
            Updates = [.. (content.Updates ?? []).Select(u => new UpdateView(u.Id, setting.When(u.At), u.Title, BodyHtml.Make(u.Blocks, style)))],
            Body = BodyHtml.Make(content.Blocks, style),
            Notices = [.. corrections.Where(c => c.Kind is "correction" or "retraction")],
            Corrections = corrections,
            Series = content.Series is { } part ? await SeriesAsync(setting, entry, content, part, cancel) : null,
            Translations = [.. translations.Where(t => t.Id != entry.Id).Select(t => new Link(t.Address, NameOf(t.Language), Language: t.Language))],
            Origin = Origin(words, content),
            Topics = [.. content.Topics.Select(t => new Link($"/topics/{t.Slug}/", t.Name))],
            Tags = [.. content.Tags.Select(t => new Link($"/tags/{t.Slug}/", t.Name))],
            Related = content.Kind == ArticleKind.Page ? [] : await RelatedAsync(setting, entry, content, cancel),
            Comments = await CommentsAsync(setting, entry, cancel),
            ReportAction = content.Kind == ArticleKind.Page ? null : "/report?about=" + Uri.EscapeDataString(content.Address),
        };
    }

    internal PageHead Head(Setting setting, ArticleContent content, IReadOnlyList<CatalogueEntry> translations, JsonObject? record = null) =>
        maker.Head(setting, content.SearchTitle ?? content.Title, content.Address, content.Summary ?? content.Standfirst) with
        {
            Canonical = content.CanonicalUrl ?? maker.Absolute(content.Address),
            Policy = maker.Policy(content.Blocks.Any(b => b is Embed) || content.Updates?.Any(u => u.Blocks.Any(b => b is Embed)) == true),
            Kind = content.Kind == ArticleKind.Page ? "website" : "article",
            Alternates = translations.Count < 2 ? [] : [.. translations.Select(t => new Alternate(t.Language, maker.Absolute(t.Address)))],
            Image = content.Lead is { Media: { } sha } lead ? new SharePicture(maker.Absolute(MediaAddress.Card(sha, lead.FocalX, lead.FocalY)), MediaAddress.CardWidth, MediaAddress.CardHeight, lead.Alt) : maker.OutletPicture(setting),
            PublishedAt = content.PublishedAt,
            ModifiedAt = content.UpdatedAt,
            Section = content.Topics is [var section, ..] ? section.Name : null,
            Tags = [.. content.Tags.Select(t => t.Name)],
            Authors = [.. content.Bylines.Where(b => b.Role == "words").Select(b => b.Name)],
            JsonLd = data.Article(setting, content, translations, record),
        };

    private IReadOnlyList<CatalogueEntry> Translations(CatalogueEntry entry, PageNotes notes)
    {
        notes.Note(ListKey.Group(entry.Group ?? entry.Id));
        return catalogue.Translations(entry);
    }

    private async Task<SeriesView> SeriesAsync(Setting setting, CatalogueEntry entry, ArticleContent content, SeriesPart part, CancellationToken cancel)
    {
        var key = ListKey.Series(part.Slug);
        setting.Notes.Note(key);
        var others = await reader.ReadAsync(catalogue.Stretch(key, 0, int.MaxValue).Reverse().Where(e => e.Id != entry.Id), cancel);
        var parts = others.Append((Entry: entry, Content: content)).Where(p => p.Entry.Language == entry.Language).OrderBy(p => p.Content.Series!.Part).ToList();
        var at = parts.FindIndex(p => p.Entry.Id == entry.Id);
        Link To(int i) => new(parts[i].Content.Address, parts[i].Content.Title, i == at);
        return new SeriesView(
            new Link($"/series/{part.Slug}/", part.Name),
            setting.Words.Text("article.part", ("part", setting.Words.Number(at + 1)), ("parts", setting.Words.Number(parts.Count))),
            [.. Enumerable.Range(0, parts.Count).Select(To)],
            at > 0 ? To(at - 1) : null,
            at >= 0 && at < parts.Count - 1 ? To(at + 1) : null);
    }

    // What came before it in its section: a page that was finished stays as it is when newer articles come out.
    private async Task<IReadOnlyList<Teaser>> RelatedAsync(Setting setting, CatalogueEntry entry, ArticleContent content, CancellationToken cancel)
    {
        var chosen = content.Related.Select(catalogue.ById).OfType<CatalogueEntry>();
        var before = content.Topics is [var section, ..] ? catalogue.Before(ListKey.Topic(section.Slug), entry, RelatedLength * 3) : [];
        var related = chosen.Concat(before).Where(e => !e.IsGone && e.Id != entry.Id && e.Language == entry.Language && (entry.Group is null || e.Group != entry.Group));
        return await teasers.MakeAsync(setting, related.DistinctBy(e => e.Id).Take(RelatedLength), PicturePlace.Row, cancel);
    }

    private async Task<CommentsView?> CommentsAsync(Setting setting, CatalogueEntry entry, CancellationToken cancel)
    {
        setting.Notes.Note(Comment.Subject(entry.Id));
        var comments = await reader.ReadCommentsAsync(entry.Id, cancel);
        return comments.Count == 0 ? null : CommentThread.Make(setting, comments);
    }

    private static CorrectionView View(Setting setting, Correction correction)
    {
        var kind = correction.Kind.ToString().ToLowerInvariant();
        return new CorrectionView(kind, setting.Words.Text("correction." + kind), correction.Text, setting.When(correction.At));
    }

    private static Html Origin(Words words, ArticleContent content)
    {
        if (content.FirstPublishedBy is not { Length: > 0 } by)
        {
            return default;
        }
        var name = content.FirstPublishedUrl is { } url ? $"<a href=\"{Html.Escape(url)}\">{Html.Escape(by)}</a>" : Html.Escape(by);
        return new Html(words.Text("article.first_published", ("name", name)));
    }

    private string Rights(Setting setting, ArticleContent content) =>
        (content.Licence ?? site.Read<Identity>(Identity.Part).Licence) is { } licence ? $"© {setting.Identity.Name}. {Licence.Of(licence).Name}" : "© " + setting.Identity.Name;

    private RepublishView? Republish(Setting setting, ArticleContent content)
    {
        if (content.Kind == ArticleKind.Page || (content.Licence ?? setting.Identity.Licence) is not { } id)
        {
            return null;
        }
        var licence = Licence.Of(id);
        setting.Notes.Allow([.. licence.Host]);
        var markup = new StringBuilder();
        markup.Append("<h1>").Append(Html.Escape(content.Title)).Append("</h1>\n");
        markup.Append("<p>").Append(Html.Escape(setting.Words.Together([.. content.Bylines.Select(b => b.Name)]))).Append("</p>\n");
        markup.Append(BodyHtml.Make([.. content.Blocks.Where(b => b is TextBlock or ListBlock or Table)], new BodyStyle { Words = setting.Words, Language = content.Language, Absolute = maker.Absolute }).Value);
        markup.Append("<p>").Append(Html.Escape(setting.Words.Text("republish.credit", ("outlet", setting.Identity.Name)))).Append(" <a href=\"").Append(Html.Escape(maker.Absolute(content.Address))).Append("\">").Append(Html.Escape(content.Title)).Append("</a></p>\n");
        return new RepublishView(new Link(licence.Url, licence.Name), setting.Words.Text("republish.terms", ("outlet", setting.Identity.Name)), markup.ToString());
    }

    private static string NameOf(string language)
    {
        var name = System.Globalization.CultureInfo.GetCultureInfo(language).NativeName;
        return name.Length == 0 ? language : char.ToUpper(name[0], System.Globalization.CultureInfo.InvariantCulture) + name[1..];
    }
}
