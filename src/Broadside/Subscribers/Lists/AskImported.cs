using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers.Lists;

/// <summary>Mails those who came by a list and are still to be asked: five hundred in a stretch, each once, until nobody is left.</summary>
public sealed class AskImported(IDbContextFactory<NewsroomDb> dbs, SubscriberLetters letters, JobQueue queue, TimeProvider time) : IJob
{
    public const string JobKind = "ask imported";

    private const int Stretch = 500;

    public string Kind => JobKind;

    public static Task QueueAsync(JobQueue queue, NewsroomDb db, CancellationToken cancel) => queue.AddAsync(db, JobKind, new { }, cancel, priority: 6);

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var waiting = await db.Set<Subscriber>().Where(s => s.State == SubscriberState.Asked && s.AskedAt == null).OrderBy(s => s.Number).Take(Stretch).ToListAsync(cancel);
        if (waiting.Count == 0)
        {
            return;
        }
        foreach (var subscriber in waiting)
        {
            (subscriber.AskedAt, subscriber.ChangedAt) = (time.GetUtcNow(), time.GetUtcNow());
        }
        await letters.AskAsync(db, waiting, cancel);
        await QueueAsync(queue, db, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }
}
