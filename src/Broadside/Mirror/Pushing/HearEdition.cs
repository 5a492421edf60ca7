using System.Globalization;
using Broadside.Jobs;
using Broadside.Mirror.Editions;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pushing;

/// <summary>There is a new edition: every mirror is behind from now on, and gets it.</summary>
internal sealed class HearEdition(IDbContextFactory<NewsroomDb> dbs, MirrorQueries mirrors, JobQueue jobs, TimeProvider time) : Jobs.EventHandler<EditionMade>
{
    protected override async Task HearAsync(EditionMade news, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var now = time.GetUtcNow();
        await db.Set<MirrorRow>().Where(m => m.DroppedAt == null && m.BehindSince == null && (m.Number == null || m.Number < news.Number)).ExecuteUpdateAsync(m => m.SetProperty(x => x.BehindSince, now), cancel);
        foreach (var mirror in await mirrors.AllAsync(cancel))
        {
            await jobs.AddAsync(db, PushJob.JobKind, new PushOrder(mirror.Id, Edition: news.Number), cancel, uniqueKey: string.Create(CultureInfo.InvariantCulture, $"{PushJob.JobKind}/{mirror.Id}/edition {news.Number}"));
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }
}
