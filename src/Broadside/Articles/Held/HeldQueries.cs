using System.Text.Json;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Held;

/// <summary>What waits for a second person, for the desk's page and inbox.</summary>
public sealed class HeldQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>A change that waits, with the article's title in the index and what its rows say.</summary>
    public sealed record Waiting(HeldChange Change, string Title)
    {
        public IReadOnlyList<string> Links { get; } = JsonSerializer.Deserialize<string[]>(Change.Links)!;

        public IReadOnlyList<string> NewHosts { get; } = JsonSerializer.Deserialize<string[]>(Change.NewHosts)!;
    }

    /// <summary>Newest first: all of them for who may change every article, else those of articles that are theirs.</summary>
    public async Task<IReadOnlyList<Waiting>> ForAsync(Actor who, DateTimeOffset? before, int count, CancellationToken cancel)
    {
        if (!who.May(Right.Publish))
        {
            return [];
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var until = before ?? DateTimeOffset.MaxValue;
        var waiting = db.Set<HeldChange>().AsNoTracking().Where(h => h.State == HeldState.Waiting && h.AskedAt < until);
        if (!who.May(Right.EditOthers))
        {
            waiting = waiting.Where(h => db.Set<ArticleWriter>().Any(w => w.ArticleId == h.ArticleId && w.StaffId == who.Id));
        }
        var rows = await waiting.OrderByDescending(h => h.AskedAt).Take(count).Join(db.Set<Article>(), h => h.ArticleId, a => a.Id, (h, a) => new { h, a.Title }).ToListAsync(cancel);
        return [.. rows.OrderByDescending(r => r.h.AskedAt).Select(r => new Waiting(r.h, r.Title))];
    }

    /// <summary>One, settled or not; null where it is not there or not for these eyes.</summary>
    public async Task<HeldChange?> FindForAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<HeldChange>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, cancel) is { } held && await Writers.WhyNotAsync(db, held.ArticleId, who, cancel) is null ? held : null;
    }

    /// <summary>Login sessions that are stopped, newest first.</summary>
    public async Task<IReadOnlyList<EditStop>> StopsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<EditStop>().AsNoTracking().Where(s => s.LetOnAt == null).OrderByDescending(s => s.StoppedAt).ToListAsync(cancel);
    }
}
