using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Held;

/// <summary>What waits does not go out. The draft stays what it is.</summary>
public sealed class DropHeld(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<HeldChange>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<HeldChange>().SingleOrDefaultAsync(h => h.Id == id && h.State == HeldState.Waiting, cancel) is not { } held)
        {
            return new Refusal("gone", "That was settled already.");
        }
        if (await Way.WhyNotAsync(db, held.ArticleId, Right.Publish, who, cancel) is { } mayNot)
        {
            return mayNot;
        }
        (held.State, held.SettledBy, held.SettledAt) = (HeldState.Dropped, who.Id, time.GetUtcNow());
        await audit.AddAsync(db, who, "drop held", Article.Subject(held.ArticleId), held.Id, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return held;
    }
}
