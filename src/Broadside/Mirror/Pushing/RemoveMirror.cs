using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pushing;

/// <summary>Takes a mirror off the list: nothing is sent to it any more, the next edition does not name it, its password is gone. What lies there stays there.</summary>
public sealed class RemoveMirror(IDbContextFactory<NewsroomDb> dbs, DataFolder folder, AuditLog audit, Alarms alarms, JobQueue jobs, TimeProvider time)
{
    /// <param name="name">Or its id.</param>
    /// <param name="who">By whom.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<MirrorRow>> RunAsync(string name, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<MirrorRow>().SingleOrDefaultAsync(m => m.DroppedAt == null && (m.Name == name || m.Id == name), cancel) is not { } mirror)
        {
            return PushMirror.Gone;
        }
        (mirror.State, mirror.DroppedAt, mirror.Secret) = (MirrorState.Dropped, time.GetUtcNow(), null);
        await audit.AddAsync(db, who, "remove mirror", "mirror/" + mirror.Id, $"{mirror.Name}: {mirror.Address}", cancel);
        if (mirror.PublicAddress is not null)
        {
            await jobs.AddAsync(db, KeepEdition.JobKind, new { }, cancel, uniqueKey: "mirrors changed");
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        foreach (var code in new[] { MirrorAlarms.Stale, MirrorAlarms.Tampered, MirrorAlarms.HostKey })
        {
            await alarms.ClearAsync(code, mirror.Id, cancel);
        }
        if (Directory.Exists(folder.Within("mirrors", mirror.Id)))
        {
            Directory.Delete(folder.Within("mirrors", mirror.Id), recursive: true);
        }
        return mirror;
    }
}
