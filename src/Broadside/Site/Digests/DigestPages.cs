using System.Globalization;
using Broadside.Articles;
using Broadside.Articles.Markup;
using Broadside.Articles.Views;
using Broadside.Digest.Archive;
using Broadside.Guard;
using Broadside.Site.Pages;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Site.Digests;

/// <summary>The archive of digests: <c>/digest/</c> and <c>/digest/2026-11-22/</c>, made from signed records and the articles' signed contents.</summary>
public sealed class DigestPages(PageMaker maker, TeaserMaker teasers, Catalogue catalogue, DigestArchive archive, Theme theme, SiteRecord site) : IPageSource
{
    public const string Root = "/digest/";

    private const int Most = 400;

    public PageRender? Find(string path) => path.Split('/') switch
    {
        ["", "digest", ""] => (notes, cancel) => ListAsync(notes, cancel),
        ["", "digest", var day, ""] when archive.Has(day) => (notes, cancel) => OneAsync(day, path, notes, cancel),
        _ => null,
    };

    public IEnumerable<string> Paths() => archive.Days.Select(day => $"{Root}{day.Day}/").Prepend(Root);

    private async Task<Page?> ListAsync(PageNotes notes, CancellationToken cancel)
    {
        notes.Note(DigestDays.Name);
        var setting = maker.Begin(notes, site.Read<Identity>(Identity.Part).Language);
        var days = archive.Days.Take(Most).Select(d => new Teaser { Href = $"{Root}{d.Day}/", Title = d.Subject, Published = setting.When(DateTimeOffset.FromUnixTimeSeconds(d.At)) }).ToList();
        var title = setting.Words.Text("digest.archive");
        var view = new ListView { Kind = "digest", Over = setting.Words.Text("digest.list"), Title = title, Groups = days.Count == 0 ? [] : [new ListGroup(null, days)], Feeds = [new Link(Root + "feed.xml", setting.Words.Text("feed.rss"))] };
        return await maker.MakeAsync("list", setting, maker.Frame(setting, Root), maker.Head(setting, title, Root), view, Root, cancel);
    }

    private async Task<Page?> OneAsync(string day, string path, PageNotes notes, CancellationToken cancel)
    {
        notes.Note(PublishedDigest.Subject(day));
        if (await archive.ReadAsync(day, cancel) is not { Languages: [var first, ..] } digest)
        {
            return null;
        }
        var setting = maker.Begin(notes, first.Language);
        var groups = new List<ListGroup>();
        foreach (var words in digest.Languages)
        {
            var made = await teasers.MakeAsync(setting, words.Articles.Select(catalogue.ById).OfType<CatalogueEntry>().Where(e => !e.IsGone), PicturePlace.Row, cancel);
            groups.Add(new ListGroup(digest.Languages.Count == 1 ? null : theme.Vocabulary.For(words.Language).Name, made));
        }
        var corrected = await teasers.MakeAsync(setting, digest.Languages.SelectMany(w => w.Corrected ?? []).Select(catalogue.ById).OfType<CatalogueEntry>().Where(e => !e.IsGone), PicturePlace.Row, cancel);
        groups.Add(new ListGroup(setting.Words.Text("digest.corrections"), corrected));
        var date = setting.Words.Date(DateOnly.ParseExact(day[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture));
        var title = setting.Words.Text("digest.intro", ("date", date));
        var view = new ListView { Kind = "digest", Over = setting.Words.Text("digest.list"), Title = title, Intro = digest.Note is { } note ? new Html($"<p>{Html.Escape(note)}</p>") : default, Links = [new Link(Root, setting.Words.Text("digest.archive"))], Groups = [.. groups.Where(g => g.Articles.Count > 0)] };
        return await maker.MakeAsync("list", setting, maker.Frame(setting, path), maker.Head(setting, title, path, first.Subject), view, path, cancel);
    }
}
