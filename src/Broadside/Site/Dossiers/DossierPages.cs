using Broadside.Articles;
using Broadside.Articles.Views;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Dossiers;
using Broadside.Site.Pages;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Site.Dossiers;

/// <summary>
/// <c>/dossiers/</c>, <c>/dossiers/SLUG/</c> and the files beside it, made from the signed dossier and the articles' live signed
/// versions. Whatever an article does not say any more is not there.
/// </summary>
public sealed class DossierPages(PageMaker maker, ReadDossier read, DossierViewMaker views, DossierArchive archive, DossierData data, SiteRecord site, BaseAddress address) : IPageSource
{
    public const string Root = "/dossiers/";

    public PageRender? Find(string path) => path.Split('/') switch
    {
        ["", "dossiers", ""] => ListAsync,
        ["", "dossiers", var slug, ""] when archive.Has(slug) => (notes, cancel) => OneAsync(slug, path, notes, cancel),
        ["", "dossiers", var slug, var name] when DossierFile.All.FirstOrDefault(f => f.Name == name) is { } file && archive.Has(slug) => (notes, cancel) => FileAsync(slug, file, notes, cancel),
        _ => null,
    };

    public IEnumerable<string> Paths() => archive.All.SelectMany(dossier => DossierFile.All.Select(file => file.Name).Prepend("").Select(name => $"{Root}{dossier.Slug}/{name}")).Prepend(Root);

    private async Task<Page?> ListAsync(PageNotes notes, CancellationToken cancel)
    {
        notes.Note(DossierArchive.ListSubject);
        var setting = maker.Begin(notes, site.Read<Identity>(Identity.Part).Language);
        var teasers = archive.All.Select(d => new Teaser
        {
            Href = $"{Root}{d.Slug}/",
            Title = d.Title,
            Standfirst = d.Dek,
            Published = setting.When(DateTimeOffset.FromUnixTimeSeconds(d.At)),
            Language = setting.Other(d.Language),
            Dir = setting.OtherDir(d.Language),
        }).ToList();
        var title = setting.Words.Text("dossier.list");
        var view = new ListView { Kind = "dossiers", Title = title, Intro = new Html(Html.Escape(setting.Words.Text("dossier.intro"))), Groups = teasers.Count == 0 ? [] : [new ListGroup(null, teasers)] };
        return await maker.MakeAsync("list", setting, maker.Frame(setting, Root), maker.Head(setting, title, Root, setting.Words.Text("dossier.intro")), view, Root, cancel);
    }

    private async Task<Page?> OneAsync(string slug, string path, PageNotes notes, CancellationToken cancel)
    {
        if (await read.RunAsync(slug, notes, cancel) is not { } live)
        {
            return null;
        }
        var setting = maker.Begin(notes, live.Dossier.Language);
        var view = await views.MakeAsync(setting, live, DossierFile.All, cancel);
        var head = maker.Head(setting, live.Dossier.Title, path, live.Dossier.Dek ?? live.Dossier.Story.Select(s => s.Text).FirstOrDefault());
        head = head with
        {
            ModifiedAt = live.At,
            Feeds = [.. head.Feeds, .. DossierFile.All.Select(f => new FeedLink(f.Type, setting.Words.Text("dossier.files." + f.Word), path + f.Name))],
            JsonLd = data.Page(setting, live, DossierFile.All),
        };
        return await maker.MakeAsync("dossier", setting, maker.Frame(setting, path), head, view, path, cancel);
    }

    private async Task<Page?> FileAsync(string slug, DossierFile file, PageNotes notes, CancellationToken cancel)
    {
        notes.Note(SiteRecord.Subject(Identity.Part));
        return await read.RunAsync(slug, notes, cancel) is { } live ? new Page(file.MediaType, file.Write(live.Dossier, live.Site(address.Value, site.Read<Identity>(Identity.Part), maker.Begin(notes, live.Dossier.Language).Words), live.At)) : null;
    }
}
