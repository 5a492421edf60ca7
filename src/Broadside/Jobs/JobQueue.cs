using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Jobs;

/// <summary>Puts jobs and events into the transaction that causes them.</summary>
/// <param name="handlers">Asked at the first event, not before: a handler may have news of its own, and then needs this queue.</param>
public sealed class JobQueue(TimeProvider time, Ids ids, Lazy<IReadOnlyList<IEventHandler>> handlers)
{
    /// <summary>Adds a job; the caller saves. With a <paramref name="uniqueKey"/> that already stands in the queue nothing is added.</summary>
    public async Task AddAsync<T>(NewsroomDb db, string kind, T payload, CancellationToken cancel, DateTimeOffset? dueAt = null, int priority = 5, string? uniqueKey = null)
    {
        if (uniqueKey is not null && Defence.IsOn("unique-job-key") && (db.Set<Job>().Local.Any(j => j.UniqueKey == uniqueKey) || await db.Set<Job>().AnyAsync(j => j.UniqueKey == uniqueKey, cancel)))
        {
            return;
        }
        var now = time.GetUtcNow();
        db.Add(new Job
        {
            Id = ids.New(),
            Kind = kind,
            Payload = JsonSerializer.Serialize(payload, CanonicalJson.Options),
            UniqueKey = uniqueKey,
            Priority = priority,
            DueAt = dueAt ?? now,
            CreatedAt = now,
        });
    }

    /// <summary>Takes a job out of the queue again, within the caller's transaction. A worker that is at it goes on, and finds nothing to settle.</summary>
    public Task RemoveAsync(NewsroomDb db, string uniqueKey, CancellationToken cancel) =>
        db.Set<Job>().Where(j => j.UniqueKey == uniqueKey).ExecuteDeleteAsync(cancel);

    /// <summary>News for higher modules: one job for each handler of this event; the caller saves.</summary>
    public async Task TellAsync<T>(NewsroomDb db, T news, CancellationToken cancel) where T : notnull
    {
        foreach (var handler in handlers.Value.Where(h => h.Event == typeof(T)))
        {
            await AddAsync(db, handler.Kind, news, cancel);
        }
    }
}
