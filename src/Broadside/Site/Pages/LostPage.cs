using Broadside.Articles;
using Broadside.Articles.Markup;
using Broadside.Guard;
using Broadside.Site.Views;

namespace Broadside.Site.Pages;

/// <summary>What stands where nothing is: search and the latest. The one page with links from the root, because it answers at any depth.</summary>
public sealed class LostPage(PageMaker maker, TeaserMaker teasers, Catalogue catalogue, SiteRecord site) : IPageSource
{
    public PageRender? Find(string path) => path == AnswerPages.Lost ? MakeAsync : null;

    public IEnumerable<string> Paths() => [AnswerPages.Lost];

    private async Task<Page?> MakeAsync(PageNotes notes, CancellationToken cancel)
    {
        var setting = maker.Begin(notes, site.Read<Identity>(Identity.Part).Language);
        notes.Note(ListKey.All);
        var latest = await teasers.MakeAsync(setting, catalogue.Latest(ListKey.All, 5), PicturePlace.Row, cancel);
        var view = new LostView { SearchAction = "/search", Latest = [.. latest.Select(t => t with { Picture = default })] };
        var head = maker.Head(setting, setting.Words.Text("lost.title"), null) with { NoIndex = true };
        return await maker.MakeAsync("lost", setting, maker.Frame(setting, AnswerPages.Lost), head, view, AnswerPages.Lost, cancel) with { Status = 404 };
    }
}
