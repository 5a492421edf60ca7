using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site;
using Broadside.Site.Pages;

namespace Broadside.Mirror.Reading;

/// <summary><c>/check/</c>: how a reader checks a page, this site or any copy of it, by two commands that are no part of Broadside.</summary>
public sealed class CheckPage(PageMaker maker, KeyRing keys, BaseAddress address, SiteSettings settings, SiteRecord site) : IPageSource
{
    public const string Path = PageMaker.CheckPath;

    public PageRender? Find(string path) => path == Path ? MakeAsync : null;

    public IEnumerable<string> Paths() => [Path];

    private async Task<Page?> MakeAsync(PageNotes notes, CancellationToken cancel)
    {
        notes.Note(KeyRing.Note);
        var setting = maker.Begin(notes, site.Read<Identity>(Identity.Part).Language);
        var title = setting.Words.Text("check.title");
        var view = new CheckView
        {
            Title = title,
            Key = keys.SitePublicKey,
            Onion = settings.Onion,
            Signature = $"minisign -Vm {Editions.EditionPath.Sums} -P {keys.SitePublicKey}",
            Sums = $"sha256sum -c {Editions.EditionPath.Sums}",
            Verify = $"broadside verify {address.Value} --key {keys.SitePublicKey}",
        };
        return await maker.MakeAsync("check", setting, maker.Frame(setting, Path), maker.Head(setting, title, Path, setting.Words.Text("check.intro")), view, Path, cancel);
    }
}
