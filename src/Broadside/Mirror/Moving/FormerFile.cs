using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Verifying;
using Broadside.Site;
using Broadside.Site.Curating;

namespace Broadside.Mirror.Moving;

/// <summary>
/// <c>/.well-known/broadside/former.json</c>: where the addresses of an earlier time lead, for copies, on which no program knows it.
/// Read by <c>mirror serve</c> and by the reader's own browser. A static host does not obey it: what it obeyed, a stolen key could command.
/// </summary>
public sealed class FormerFile(Catalogue catalogue, SiteRecord site) : IPageSource
{
    public const string Path = "/" + SignedPath.Former;

    public PageRender? Find(string path) => path == Path && All().Count > 0 ? Make : null;

    public IEnumerable<string> Paths() => All().Count > 0 ? [Path] : [];

    private Task<Page?> Make(PageNotes notes, CancellationToken cancel)
    {
        notes.Note(ListKey.All);
        notes.Note(ListKey.Pages);
        notes.Note(SiteRecord.Subject(Redirects.Part));
        return Task.FromResult<Page?>(new Page("application/json", CanonicalJson.Bytes(new FormerAddresses { Addresses = All() })));
    }

    // Where two say where an address leads, the article does, as at the newsroom itself.
    private SortedDictionary<string, string> All()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var articles = catalogue.Latest(ListKey.All, int.MaxValue).Concat(catalogue.Latest(ListKey.Pages, int.MaxValue));
        var theirs = articles.SelectMany(a => a.Former.Where(former => catalogue.ByFormerAddress(former) == a).Select(former => KeyValuePair.Create(former, a.Address)));
        foreach (var (from, to) in site.Read<Redirects>(Redirects.Part).Paths.Concat(theirs))
        {
            if (SafePath.IsOwn(to) && !from.Contains("://", StringComparison.Ordinal))
            {
                all[from] = to;
            }
        }
        return all;
    }
}
