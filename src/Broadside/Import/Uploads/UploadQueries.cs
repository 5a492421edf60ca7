using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import.Uploads;

/// <summary>What was sent from the desk, and what came of it.</summary>
public sealed class UploadQueries(IDbContextFactory<NewsroomDb> dbs, ImportRuns runs)
{
    /// <summary>Newest first, without their reports: of articles, or lists of subscribers.</summary>
    public async Task<IReadOnlyList<Listed>> LatestAsync(string? before, int count, CancellationToken cancel, bool lists = false)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var uploads = db.Set<ImportUpload>().AsNoTracking().Where(u => u.Platform == BringLists.Platform == lists);
#pragma warning disable CA1309 // the database compares: ids are the same in every order of letters
        uploads = string.IsNullOrEmpty(before) ? uploads : uploads.Where(u => string.Compare(u.Id, before) < 0);
#pragma warning restore CA1309
        return await uploads.OrderByDescending(u => u.Id).Take(count).Select(u => new Listed(u.Id, u.Source, u.State, u.WhoName, u.SentAt)).ToListAsync(cancel);
    }

    public async Task<ImportUpload?> FindAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<ImportUpload>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancel);
    }

    /// <summary>The trial's report, or that of the run; null while there is none.</summary>
    public async Task<ImportReport?> ReportAsync(ImportUpload upload, CancellationToken cancel) =>
        upload.Run is { } run ? (await runs.ReportAsync(run, cancel)).Value
        : upload.Trial is { } trial ? JsonSerializer.Deserialize<ImportReport>(trial, CanonicalJson.Options)
        : null;

    /// <summary>What a list of subscribers brought, or would bring; null while it is not known.</summary>
    public static BringLists.Report? ListReport(ImportUpload upload) => upload.Trial is { } trial ? JsonSerializer.Deserialize<BringLists.Report>(trial, CanonicalJson.Options) : null;

    /// <summary>A line of the list.</summary>
    public sealed record Listed(string Id, string Source, ImportUploadState State, string WhoName, DateTimeOffset SentAt);
}
