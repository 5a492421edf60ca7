using Broadside.Articles;
using Broadside.Articles.Views;
using Broadside.Guard;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary><c>/corrections/</c>: everything that the outlet has corrected, newest first.</summary>
public sealed class CorrectionsPage(PageMaker maker, Catalogue catalogue, ArticleReader reader, SiteRecord site) : IPageSource
{
    private const int Most = 300;

    public PageRender? Find(string path) => path == "/corrections/" ? (notes, cancel) => MakeAsync(path, notes, cancel) : null;

    public IEnumerable<string> Paths() => ["/corrections/"];

    private async Task<Page?> MakeAsync(string path, PageNotes notes, CancellationToken cancel)
    {
        var setting = maker.Begin(notes, site.Read<Identity>(Identity.Part).Language);
        notes.Note(ListKey.Corrected);
        var corrected = await reader.ReadAsync(catalogue.Latest(ListKey.Corrected, Most), cancel);
        var all = corrected.SelectMany(c => c.Content.Corrections.Select(x => (x.At, View: View(setting, c.Content, x)))).OrderByDescending(c => c.At).Select(c => c.View);
        var title = setting.Words.Text("correction.title");
        return await maker.MakeAsync("corrections", setting, maker.Frame(setting, path), maker.Head(setting, title, path, setting.Words.Text("correction.intro")), new CorrectionsView(title, [.. all]), path, cancel);
    }

    private static CorrectionView View(Setting setting, ArticleContent content, Correction correction)
    {
        var kind = correction.Kind.ToString().ToLowerInvariant();
        return new CorrectionView(kind, setting.Words.Text("correction." + kind), correction.Text, setting.When(correction.At), new Link(content.Address, content.Title, Language: setting.Other(content.Language)));
    }
}
