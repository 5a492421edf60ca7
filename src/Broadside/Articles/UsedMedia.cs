using Broadside.Guard;
using Broadside.Media;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>Where the library's files are used: in published articles (from what is signed), in drafts, by people, as the outlet's mark.</summary>
internal sealed class UsedMedia(IDbContextFactory<NewsroomDb> dbs, Catalogue catalogue, SiteRecord site) : IMediaUse
{
    public async Task<IReadOnlyList<MediaUse>> FindAsync(string sha256, int most, CancellationToken cancel)
    {
        var live = catalogue.Showing(sha256).Take(most).ToList();
        var ids = live.Select(e => e.Id).ToList();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var titles = await db.Set<Article>().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Title }).ToDictionaryAsync(a => a.Id, a => a.Title, cancel);
        var drafts = await db.Set<Draft>().Where(d => d.Media != "" && d.Media.Contains(sha256)).OrderBy(d => d.ArticleId).Take(most)
            .Join(db.Set<Article>(), d => d.ArticleId, a => a.Id, (d, a) => new { a.Id, a.Title }).ToListAsync(cancel);
        return
        [
            .. live.Select(e => new MediaUse(MediaUseKind.Live, titles.GetValueOrDefault(e.Id, e.Address), "/desk/articles/" + e.Id, e.Address)),
            .. drafts.Select(d => new MediaUse(MediaUseKind.Draft, d.Title, "/desk/articles/" + d.Id, null)),
            .. People().Where(p => p.Photo == sha256).Take(most).Select(p => new MediaUse(MediaUseKind.Person, p.Name, $"/desk/directory/people/{p.Slug}", $"/people/{p.Slug}/")),
            .. Logo == sha256 ? [new MediaUse(MediaUseKind.Outlet, site.Read<Identity>(Identity.Part).Name, "/desk/outlet", "/")] : Array.Empty<MediaUse>(),
        ];
    }

    public int CountLive(string sha256) => catalogue.Showing(sha256).Count;

    public async Task<IReadOnlySet<string>> UsedAsync(IReadOnlyCollection<string> hashes, CancellationToken cancel)
    {
        var used = hashes.Where(h => h == Logo || catalogue.ShowsMedia(h)).ToHashSet(StringComparer.Ordinal);
        used.UnionWith(People().Select(p => p.Photo).OfType<string>().Where(hashes.Contains));
        if (used.Count == hashes.Count)
        {
            return used;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await foreach (var media in db.Set<Draft>().Where(d => d.Media != "").Select(d => d.Media).AsAsyncEnumerable().WithCancellation(cancel))
        {
            used.UnionWith(media.Split(' ').Where(hashes.Contains));
        }
        return used;
    }

    private string? Logo => site.Read<Identity>(Identity.Part).Logo;

    private IReadOnlyList<PersonCard> People() => site.Read<PeoplePart>(PeoplePart.Part).People;
}
