using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>Questions that the desk and the command line ask about articles in any state.</summary>
public sealed class ArticleQueries(IDbContextFactory<NewsroomDb> dbs, Catalogue catalogue, ArticleReader reader)
{
    /// <summary>All articles and pages, newest first, drafts included.</summary>
    public async Task<IReadOnlyList<Article>> AllAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Article>().AsNoTracking().OrderByDescending(a => a.PublishedAt ?? a.CreatedAt).ThenByDescending(a => a.Id).ToListAsync(cancel);
    }

    /// <summary>By id, address (an earlier one too), or slug; of several with the same slug the newest.</summary>
    public async Task<Article?> FindAsync(string idSlugOrAddress, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (reader.Find(idSlugOrAddress) is { } entry)
        {
            return await db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == entry.Id, cancel);
        }
        return await db.Set<Article>().AsNoTracking()
            .Where(a => a.Id == idSlugOrAddress || a.Slug == idSlugOrAddress)
            .OrderByDescending(a => a.PublishedAt).FirstOrDefaultAsync(cancel);
    }

    /// <summary>What readers get, else the draft; null when neither can be had.</summary>
    public async Task<ArticleContent?> ContentAsync(string id, CancellationToken cancel)
    {
        if (catalogue.ById(id) is { } entry && await reader.ReadAsync(entry, cancel) is { } live)
        {
            return live;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Draft>().AsNoTracking().SingleOrDefaultAsync(d => d.ArticleId == id, cancel) is { } draft
            ? JsonSerializer.Deserialize<ArticleContent>(draft.Content, CanonicalJson.Options)
            : null;
    }

    /// <summary>What is left of a withdrawn article; null for any other.</summary>
    public async Task<Tombstone?> TombstoneAsync(string id, CancellationToken cancel) =>
        catalogue.ById(id) is { } entry ? await reader.ReadTombstoneAsync(entry, cancel) : null;

    /// <summary>Every version of an article, oldest first.</summary>
    public async Task<IReadOnlyList<VersionRow>> VersionsAsync(string id, CancellationToken cancel)
    {
        var subject = Article.Subject(id);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<VersionRow>().AsNoTracking().Where(v => v.Subject == subject).OrderBy(v => v.Number).ToListAsync(cancel);
    }

    public async Task<VersionRow?> VersionAsync(string id, int number, CancellationToken cancel)
    {
        var subject = Article.Subject(id);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<VersionRow>().AsNoTracking().SingleOrDefaultAsync(v => v.Subject == subject && v.Number == number, cancel);
    }
}
