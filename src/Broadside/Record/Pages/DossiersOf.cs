using Broadside.Record.Dossiers;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Pages;

/// <summary>Which dossiers an article belongs to, with their titles.</summary>
public sealed class DossiersOf(IDbContextFactory<NewsroomDb> dbs)
{
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> OfArticleAsync(string article, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await db.Set<DossierArticle>().Where(a => a.Article == article).Join(db.Set<Dossier>(), a => a.Dossier, d => d.Slug, (a, d) => new { d.Slug, d.Title }).OrderBy(d => d.Title).ToListAsync(cancel);
        return [.. rows.Select(d => KeyValuePair.Create(d.Slug, d.Title))];
    }
}
