using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Pages;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Site.Search.Carried;

/// <summary>
/// <c>/search/</c>: where a copy of the site leads those who look for something. A script finds articles in the index that the
/// copy carries; without it the form asks the newsroom itself, and the archive is a link away. The newsroom's own search, which
/// needs no script, answers at <c>/search</c>.
/// </summary>
public sealed class CarriedSearchPage(PageMaker maker, SiteRecord site) : IPageSource
{
    public PageRender? Find(string path) => path == SearchShard.Root ? MakeAsync : null;

    public IEnumerable<string> Paths() => [SearchShard.Root];

    private async Task<Page?> MakeAsync(PageNotes notes, CancellationToken cancel)
    {
        var setting = maker.Begin(notes, site.Read<Identity>(Identity.Part).Language);
        var words = setting.Words;
        var view = new CarriedSearchView
        {
            Action = SearchPage.Path,
            FoundOne = words.Text("search.found.one"),
            FoundOther = words.Text("search.found.other"),
            None = words.Text("search.none"),
            Archive = new Link("/archive/", words.Text("footer.archive")),
            Sections = [.. site.Read<TopicsPart>(TopicsPart.Part).Topics.Where(t => t.Parent is null).Select(t => new Link($"/topics/{t.Slug}/", t.Name))],
        };
        var head = maker.Head(setting, words.Text("search.title"), SearchPage.Path) with { NoIndex = true };
        var frame = maker.Frame(setting, SearchShard.Root) with { FindsInCopy = true };
        return await maker.MakeAsync("search-copy", setting, frame, head, view, SearchShard.Root, cancel);
    }
}
