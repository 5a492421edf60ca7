using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import.Uploads;

/// <summary>
/// The job that tries what was sent, brings it over, or takes it back: the same imports as the commands'. Killed in the middle it
/// begins again, and the import goes on where it stopped.
/// </summary>
internal sealed class RunUpload(IDbContextFactory<NewsroomDb> dbs, UploadFiles files, ImportWordPress wordpress, ImportPages pages, BringLists lists, UndoImport undo, ImportProgress progress, Approvals approvals, IEnumerable<IAlarmBell> bells, TimeProvider time) : IJob
{
    public const string JobKind = "import.upload";

    public string Kind => JobKind;

    public bool IsLong => true;

    public int Attempts => 4;

    public static Task QueueAsync(JobQueue jobs, NewsroomDb db, ImportUpload upload, CancellationToken cancel) =>
        jobs.AddAsync(db, JobKind, new Payload(upload.Id, upload.Step), cancel, priority: 6, uniqueKey: $"{JobKind} {upload.Id} {upload.Step}");

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var (id, step) = JsonSerializer.Deserialize<Payload>(payload, CanonicalJson.Options)!;
        ImportUpload? upload;
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            upload = await db.Set<ImportUpload>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancel);
        }
        if (upload is null || upload.Step != step || !upload.IsAtWork)
        {
            return;
        }
        if (upload.State != ImportUploadState.Trying && !approvals.Holds(upload.Approval, UploadApproval.Of(upload)))
        {
            foreach (var bell in bells)
            {
                await bell.RingAsync("order", id, $"The database held an order to import or take back ({id}) that nobody gave. It was not followed. Find out who had access to the database.", cancel);
            }
            return;
        }
        try
        {
            await (upload.State == ImportUploadState.Undoing ? TakeBackAsync(upload, cancel) : upload.Platform == BringLists.Platform ? BringListsAsync(upload, cancel) : ReadAsync(upload, cancel));
        }
        finally
        {
            progress.Forget(id);
        }
    }

    private async Task ReadAsync(ImportUpload upload, CancellationToken cancel)
    {
        var isTrial = upload.State == ImportUploadState.Trying;
        if (await files.PathsAsync(upload.Id, upload.Files, cancel) is not { } paths)
        {
            await EndAsync(upload, Lost, cancel);
            return;
        }
        var options = UploadWishes.Read(upload.Wishes).Options(isTrial);
        void Tell(double fraction, string what) => progress.Note(upload.Id, fraction, what);
        var outcome = upload.Platform == ImportWordPress.Platform
            ? await wordpress.RunAsync(paths, options, Tell, cancel)
            : await pages.RunAsync(paths, options, Tell, cancel);
        if (outcome.Refusal is { } refusal)
        {
            await EndAsync(upload, u => (u.State, u.Refusal) = (ImportUploadState.Refused, refusal.Message), cancel);
            files.Remove(upload.Id);
            return;
        }
        var report = outcome.Value!;
        if (isTrial)
        {
            await EndAsync(upload, u => (u.State, u.Trial) = (ImportUploadState.Ready, JsonSerializer.Serialize(report, CanonicalJson.Options)), cancel);
            return;
        }
        await EndAsync(upload, u => (u.State, u.Run, u.Trial, u.EndedAt) = (ImportUploadState.Done, report.Run, null, time.GetUtcNow()), cancel);
        files.Remove(upload.Id);
    }

    private async Task BringListsAsync(ImportUpload upload, CancellationToken cancel)
    {
        var isTrial = upload.State == ImportUploadState.Trying;
        if (await files.PathsAsync(upload.Id, upload.Files, cancel) is not { } paths)
        {
            await EndAsync(upload, Lost, cancel);
            return;
        }
        var named = UploadFiles.Read(upload.Files).Select(f => f.Name).Zip(paths).ToList();
        var outcome = await lists.RunAsync(named, UploadWishes.Read(upload.Wishes), isTrial, new Actor(upload.Who, upload.WhoName), (fraction, what) => progress.Note(upload.Id, fraction, what), cancel);
        await EndAsync(upload, u =>
        {
            if (outcome.Refusal is { } refusal)
            {
                (u.State, u.Refusal) = (ImportUploadState.Refused, refusal.Message);
                return;
            }
            (u.State, u.Trial) = (isTrial ? ImportUploadState.Ready : ImportUploadState.Done, JsonSerializer.Serialize(outcome.Value, CanonicalJson.Options));
            u.EndedAt = isTrial ? null : time.GetUtcNow();
        }, cancel);
        if (!isTrial || !outcome.IsDone)
        {
            files.Remove(upload.Id);
        }
    }

    private static void Lost(ImportUpload upload) => (upload.State, upload.Refusal) = (ImportUploadState.Refused, "A file that was sent is gone or was changed since. Send it again.");

    private async Task TakeBackAsync(ImportUpload upload, CancellationToken cancel)
    {
        var outcome = await undo.RunAsync(upload.Run ?? "", new Actor(upload.Who, upload.WhoName), fraction => progress.Note(upload.Id, fraction, "Taking back"), cancel);
        var kept = outcome.Value?.Kept.Count ?? 0;
        await EndAsync(upload, u => (u.State, u.Refusal, u.EndedAt) = (ImportUploadState.Undone, outcome.Refusal?.Message ?? (kept == 0 ? null : string.Join('\n', outcome.Value!.Kept)), time.GetUtcNow()), cancel);
    }

    private async Task EndAsync(ImportUpload upload, Action<ImportUpload> end, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<ImportUpload>().SingleOrDefaultAsync(u => u.Id == upload.Id && u.Step == upload.Step, cancel) is not { } now)
        {
            // Dropped while it was tried.
            return;
        }
        end(now);
        now.Step++;
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }

    internal sealed record Payload(string Id, int Step);
}
