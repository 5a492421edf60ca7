using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Subscribers;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest.Reports;

/// <summary>Notes of which digest somebody left the list, whichever way it was: by its page, by one click of their mail program, by mail. Twice is once.</summary>
public sealed class HearLeaving(IDbContextFactory<NewsroomDb> dbs, TimeProvider time) : Jobs.EventHandler<SubscriberLeft>
{
    protected override async Task HearAsync(SubscriberLeft news, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO digest_leavers (digest, subscriber, left_at)
            SELECT digest, subscriber, {Instants.Micros(time.GetUtcNow())} FROM deliveries WHERE digest = {news.Digest} AND subscriber = {news.Subscriber}
            ON CONFLICT (digest, subscriber) DO NOTHING
            """,
            cancel);
    }
}
