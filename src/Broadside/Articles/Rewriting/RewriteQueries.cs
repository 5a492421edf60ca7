using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Rewriting;

/// <summary>What the desk shows of changes to many articles.</summary>
public sealed class RewriteQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>One article in a rewrite.</summary>
    public sealed record Item(string ArticleId, string Title, int Hits, RewriteItemState State, RewriteSample? Sample);

    /// <summary>Newest first.</summary>
    /// <param name="before">Id of the last one of the page before; null: from the newest on.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<IReadOnlyList<Rewrite>> LatestAsync(string? before, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rewrites = db.Set<Rewrite>().AsNoTracking();
#pragma warning disable CA1309 // the database compares: ids are the same in every order of letters
        rewrites = string.IsNullOrEmpty(before) ? rewrites : rewrites.Where(r => string.Compare(r.Id, before) < 0);
#pragma warning restore CA1309
        return await rewrites.OrderByDescending(r => r.Id).Take(count).ToListAsync(cancel);
    }

    public async Task<Rewrite?> FindAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Rewrite>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);
    }

    /// <summary>Those that an owner is asked to begin, or to take back, newest first.</summary>
    public async Task<IReadOnlyList<Rewrite>> ForOwnersAsync(DateTimeOffset? before, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var until = before ?? DateTimeOffset.MaxValue;
        return await db.Set<Rewrite>().AsNoTracking().Where(r => r.OwnerAskedAt != null && r.OwnerAskedAt < until).OrderByDescending(r => r.OwnerAskedAt).Take(count).ToListAsync(cancel);
    }

    /// <summary>How many of its articles were left out because a link waits for a second person.</summary>
    public async Task<int> HeldAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<RewriteItem>().CountAsync(i => i.RewriteId == id && i.State == RewriteItemState.Held, cancel);
    }

    /// <summary>The first articles that it changes, those with a sample first.</summary>
    public async Task<IReadOnlyList<Item>> ItemsAsync(string id, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await db.Set<RewriteItem>().AsNoTracking().Where(i => i.RewriteId == id).OrderBy(i => i.ArticleId).Take(count)
            .Join(db.Set<Article>(), i => i.ArticleId, a => a.Id, (i, a) => new { i.ArticleId, a.Title, i.Hits, i.State, i.Sample }).ToListAsync(cancel);
        return [.. rows.Select(r => new Item(r.ArticleId, r.Title, r.Hits, r.State, r.Sample is null ? null : JsonSerializer.Deserialize<RewriteSample>(r.Sample, CanonicalJson.Options)))];
    }
}
