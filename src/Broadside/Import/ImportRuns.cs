using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import;

/// <summary>The imports that were begun here.</summary>
public sealed class ImportRuns(IDbContextFactory<NewsroomDb> dbs, DataFolder folder, Ids ids, TimeProvider time)
{
    /// <summary>One import or undoing at a time on a data folder: a second one waits, and then finds what the first one brought.</summary>
    public Task<FileLock> AloneAsync(CancellationToken cancel) => FileLock.TakeAsync(folder.Within("import.lock"), cancel);

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

    /// <summary>The whole report of a run, the part before an interruption included.</summary>
    public async Task<Outcome<ImportReport>> ReportAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } run)
        {
            return new Refusal("unknown_run", $"There is no import {id}. `broadside import list` shows them all.", "run");
        }
        var lines = await db.Set<ImportNote>().AsNoTracking().Where(n => n.Run == id).OrderBy(n => n.Number).ToListAsync(cancel);
        return new ImportReport
        {
            Run = id,
            Source = run.Source,
            Counts = Counts(run),
            CanFetch = run.Platform == ImportWordPress.Platform,
            Warnings = [.. lines.Where(n => n.Kind == ImportNoteKind.Warning).Select(n => new ImportWarning(n.Code, n.Item, n.Message))],
            Hygiene = [.. lines.Where(n => n.Kind == ImportNoteKind.Hygiene).Select(n => new HygieneFinding(n.Code, n.Item, n.Domain, n.Text, n.Message))],
        };
    }

    public static ImportCounts Counts(ImportRun run) => JsonSerializer.Deserialize<ImportCounts>(run.Counts, CanonicalJson.Options) ?? new ImportCounts();

    public static string Text(ImportCounts counts) => JsonSerializer.Serialize(counts, CanonicalJson.Options);
}
