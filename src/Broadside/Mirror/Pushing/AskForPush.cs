using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pushing;

/// <summary>Somebody at the desk wants a mirror to get the newest edition now.</summary>
public sealed class AskForPush(IDbContextFactory<NewsroomDb> dbs, MirrorQueries mirrors, OutboundSwitch outbound, JobQueue jobs)
{
    /// <param name="name">Or its id.</param>
    /// <param name="all">Send every file, whatever the mirror says that it has.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<MirrorRow>> RunAsync(string name, bool all, CancellationToken cancel)
    {
        if (await outbound.IsQuietAsync(cancel))
        {
            return new Refusal("mirror_quiet", "This is a copy of the newsroom, and copies send nothing. If it is the one that shall act, say so: broadside outbound confirm");
        }
        if (await mirrors.FindAsync(name, cancel) is not { } mirror)
        {
            return PushMirror.Gone;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await jobs.AddAsync(db, PushJob.JobKind, new PushOrder(mirror.Id, all), cancel, priority: 3, uniqueKey: $"{PushJob.JobKind}/{mirror.Id}/now");
        await db.SaveChangesAsync(cancel);
        return mirror;
    }
}
