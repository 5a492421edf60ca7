using Broadside.Articles;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site;
using Broadside.Site.Giving;
using Broadside.Site.Pages;
using Broadside.Site.Subscribing;
using Broadside.Themes;

namespace Broadside.Mirror.Reading;

/// <summary>
/// <c>/subscribe/</c> and <c>/give/</c>: what a copy of the site has where the outlet's own server answers (at <c>/subscribe</c> and
/// <c>/give</c>), so that no link of a copy leads nowhere. They send the reader there, and ask for nothing themselves.
/// </summary>
public sealed class CopyPages(PageMaker maker, BaseAddress address, SiteRecord site) : IPageSource
{
    private const string Subscribe = SubscribePage.Path + "/";
    private const string Give = GivePage.Path + "/";

    // Every address that is asked for comes by here: the text is compared before anything is read.
    public PageRender? Find(string path) => path == Subscribe || (path == Give && MayGive()) ? (notes, cancel) => MakeAsync(path, notes, cancel) : null;

    public IEnumerable<string> Paths() => MayGive() ? [Subscribe, Give] : [Subscribe];

    private bool MayGive() => RailChoices.IsSetUp(site.Read<PayoutDetails>(PayoutDetails.Part));

    private async Task<Page?> MakeAsync(string path, PageNotes notes, CancellationToken cancel)
    {
        var setting = maker.Begin(notes, site.Read<Identity>(Identity.Part).Language);
        var (words, own, isGiving) = (setting.Words, path.TrimEnd('/'), path == Give);
        var outlet = ("outlet", setting.Identity.Name);
        var frame = maker.Frame(setting, path) with { Subscribe = null };
        var view = new CopyView
        {
            Title = isGiving ? words.Text("give.title", outlet) : words.Text("subscribe.title"),
            Text = words.Text(isGiving ? "check.at_home.give" : "check.at_home.subscribe", outlet),
            Href = address.Absolute(own),
            Go = words.Text("check.at_home.go", ("host", new Uri(address.Value).Authority)),
            Offline = isGiving ? frame.GiveOffline : null,
        };
        var head = maker.Head(setting, view.Title, own, view.Text) with { NoIndex = true };
        return await maker.MakeAsync("copy", setting, frame, head, view, path, cancel);
    }
}
