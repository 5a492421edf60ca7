using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Dossiers;

/// <summary>Questions about dossiers at the desk.</summary>
public sealed class DossierQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>A dossier and the ids of its articles, in order.</summary>
    public sealed record Whole(Dossier Dossier, IReadOnlyList<string> Articles);

    /// <summary>Last changed first.</summary>
    public async Task<IReadOnlyList<Dossier>> AllAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Dossier>().AsNoTracking().OrderByDescending(d => d.ChangedAt).ThenBy(d => d.Slug).ToListAsync(cancel);
    }

    public async Task<Whole?> FindAsync(string slug, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Dossier>().AsNoTracking().SingleOrDefaultAsync(d => d.Slug == slug, cancel) is { } dossier
            ? new Whole(dossier, await db.Set<DossierArticle>().Where(a => a.Dossier == slug).OrderBy(a => a.Position).ThenBy(a => a.Article).Select(a => a.Article).ToListAsync(cancel))
            : null;
    }

    public async Task<IReadOnlyList<Dossier>> OfArticleAsync(string article, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DossierArticle>().Where(a => a.Article == article).Join(db.Set<Dossier>(), a => a.Dossier, d => d.Slug, (a, d) => d).AsNoTracking().OrderBy(d => d.Title).ToListAsync(cancel);
    }
}
