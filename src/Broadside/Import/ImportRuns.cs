using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import;

/// <summary>The imports that were begun here.</summary>
public sealed class ImportRuns(IDbContextFactory<NewsroomDb> dbs, Ids ids, TimeProvider time)
{
    /// <summary>A new run; or the one that was interrupted over the same files and wishes, which goes on.</summary>
    public async Task<ImportRun> BeginAsync(string platform, string source, string fingerprint, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var open = await db.Set<ImportRun>().AsNoTracking().Where(r => r.Fingerprint == fingerprint && r.State == ImportRunState.Running).OrderBy(r => r.Id).FirstOrDefaultAsync(cancel);
        if (open is not null)
        {
            return open;
        }
        var run = new ImportRun { Id = ids.New(), Platform = platform, Source = source, Fingerprint = fingerprint, StartedAt = time.GetUtcNow() };
        db.Add(run);
        await db.SaveChangesAsync(cancel);
        Mishap.Here("import begun");
        return run;
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<ImportRun>> ListAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<ImportRun>().AsNoTracking().OrderByDescending(r => r.Id).ToListAsync(cancel);
    }

    public static ImportCounts Counts(ImportRun run) => JsonSerializer.Deserialize<ImportCounts>(run.Counts, CanonicalJson.Options) ?? new ImportCounts();

    public static string Text(ImportCounts counts) => JsonSerializer.Serialize(counts, CanonicalJson.Options);
}
