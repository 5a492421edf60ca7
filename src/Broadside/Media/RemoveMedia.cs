using System.Text.Json;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>
/// Takes files out of the library that nothing shows. The rows go with the caller's transaction, which also queues the job
/// that deletes the files: after a crash there may be a file too many for a while, never a row without its file.
/// </summary>
public sealed class RemoveMedia(IDbContextFactory<NewsroomDb> dbs, MediaStore store, JobQueue jobs) : IJob
{
    public string Kind => "media.remove";

    /// <summary>Within the caller's transaction. Afterwards the caller may call <see cref="ClearAsync"/> and spare the readers of the disk the wait for the job.</summary>
    public async Task RunAsync(NewsroomDb db, IReadOnlyList<string> hashes, CancellationToken cancel)
    {
        if (hashes.Count > 0)
        {
            await db.Set<MediaFile>().Where(m => hashes.Contains(m.Sha256)).ExecuteDeleteAsync(cancel);
            await jobs.AddAsync(db, Kind, hashes, cancel);
        }
    }

    /// <summary>Deletes the files of those that have no row any more (again).</summary>
    public async Task ClearAsync(IReadOnlyList<string> hashes, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var present = await db.Set<MediaFile>().Where(m => hashes.Contains(m.Sha256)).Select(m => m.Sha256).ToListAsync(cancel);
        foreach (var sha256 in hashes.Except(present, StringComparer.Ordinal))
        {
            store.Remove(sha256);
        }
    }

    Task IJob.RunAsync(string payload, CancellationToken cancel) => ClearAsync(JsonSerializer.Deserialize<List<string>>(payload, CanonicalJson.Options)!, cancel);
}
