using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers.Lists;

/// <summary>Asks everybody who came by an import as confirmed and never said so here. Until they do, no more mail goes to them.</summary>
public sealed class AskSilent(IDbContextFactory<NewsroomDb> dbs, ListGrowth growth, JobQueue queue, AuditLog audit, TimeProvider time)
{
    private const int Stretch = 1000;

    /// <returns>How many are asked.</returns>
    public async Task<Outcome<long>> RunAsync(Actor who, CancellationToken cancel)
    {
        var (asked, after) = (0L, 0L);
        while (true)
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            await using var writing = await db.BeginWritingAsync(cancel);
            var numbers = await db.Set<Subscriber>().Where(s => s.State == SubscriberState.Confirmed && s.Number > after && s.AskedAt == null && s.Source.StartsWith("import")).OrderBy(s => s.Number).Take(Stretch).Select(s => s.Number).ToListAsync(cancel);
            if (numbers.Count == 0)
            {
                await audit.AddAsync(db, who, "ask silent", "subscribers", $"{asked} asked", cancel);
                await AskImported.QueueAsync(queue, db, cancel);
                await db.SaveChangesAsync(cancel);
                await writing.CommitAsync(cancel);
                return asked;
            }
            var (now, last) = (time.GetUtcNow(), numbers[^1]);
            var changed = await db.Set<Subscriber>().Where(s => s.Number > after && s.Number <= last && s.State == SubscriberState.Confirmed && s.AskedAt == null && s.Source.StartsWith("import"))
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.State, SubscriberState.Asked).SetProperty(x => x.ChangedAt, now), cancel);
            await growth.CountAsync(db, ListEvent.Left, changed, cancel);
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
            (asked, after) = (asked + changed, last);
        }
    }
}
