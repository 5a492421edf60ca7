using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>
/// Brings a file into the library: recognised by its content, judged, cleaned of what it tells about places and people, kept
/// under its hash. The file is on the disk before its row is: after a crash there may be a file too many, never one too few.
/// </summary>
public sealed class AddMedia(
    IDbContextFactory<NewsroomDb> dbs, IEngine engine, MediaStore store, MediaSettings settings, CleanPicture pictures, JobQueue jobs, AuditLog audit, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim recording = new(1);

    /// <returns>The library's row (the one that stands already when the same bytes were sent before), or why the file was not taken.</returns>
    public async Task<Outcome<MediaFile>> RunAsync(Stream content, NewMedia about, CancellationToken cancel)
    {
        var taken = await ArrivedFile.TakeAsync(content, store, settings, cancel);
        if (!taken.IsDone)
        {
            return taken.Refusal;
        }
        using var arrived = taken.Value;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await PresentAsync(db, arrived.Sha256, cancel) is { } present)
        {
            return present;
        }
        // A document is judged and never changed.
        using var original = settings.KeepOriginals && !about.JudgeOnly && arrived.Type.Kind != MediaKind.Document ? arrived.Copy(store) : null;
        var cleaned = await CleanAsync(arrived, cancel);
        if (!cleaned.IsDone)
        {
            return cleaned.Refusal;
        }
        var bytes = new FileInfo(arrived.Path).Length;
        if (about.JudgeOnly)
        {
            var judged = Row(await MediaStore.HashAsync(arrived.Path, cancel), bytes, arrived, cleaned.Value, about);
            return await db.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(m => m.Sha256 == judged.Sha256, cancel) ?? judged;
        }
        var sha256 = await store.KeepAsync(arrived.Path, cancel);
        Mishap.Here("media kept");
        return await RecordAsync(db, Row(sha256, bytes, arrived, cleaned.Value, about), original, about, cancel);
    }

    public void Dispose() => recording.Dispose();

    private async Task<MediaFile?> PresentAsync(NewsroomDb db, string original, CancellationToken cancel)
    {
        var row = await db.Set<MediaFile>().AsNoTracking().Where(m => m.OriginalSha256 == original || m.Sha256 == original).FirstOrDefaultAsync(cancel);
        return row is not null && store.Has(row.Sha256) ? row : null;
    }

    private async Task<Outcome<CleanedFile>> CleanAsync(ArrivedFile file, CancellationToken cancel) => file.Type.Kind switch
    {
        MediaKind.Picture => await pictures.RunAsync(file.Path, file.Type, cancel),
        MediaKind.Document => PdfJudge.Judge(file.Path),
        _ => CleanRecording.Run(file.Path, file.Type),
    };

    private MediaFile Row(string sha256, long bytes, ArrivedFile arrived, CleanedFile cleaned, NewMedia about) => new()
    {
        Sha256 = sha256,
        OriginalSha256 = arrived.Sha256,
        Name = FileName.Clean(about.Name, cleaned.Type),
        MediaType = cleaned.Type.Name,
        Bytes = bytes,
        Width = cleaned.Width,
        Height = cleaned.Height,
        Seconds = cleaned.Seconds,
        Animated = cleaned.Animated,
        Title = Said(about.Title, cleaned.Words.Title),
        Credit = Said(about.Credit, cleaned.Words.Credit),
        CreditUrl = Said(about.CreditUrl, null),
        Alt = Said(about.Alt, cleaned.Words.Alt),
        Caption = Said(about.Caption, cleaned.Words.Caption),
        Licence = Said(about.Licence, null),
        FocalX = about.FocalX,
        FocalY = about.FocalY,
        SourceUrl = about.SourceUrl,
        Source = about.Source,
        CreatedAt = time.GetUtcNow(),
    };

    private async Task<MediaFile> RecordAsync(NewsroomDb db, MediaFile row, ArrivedFile? original, NewMedia about, CancellationToken cancel)
    {
        // An archive often holds one file under two names: the second one finds the row of the first.
        await recording.WaitAsync(cancel);
        try
        {
            return await InsertAsync(db, row, original, about, cancel);
        }
        finally
        {
            recording.Release();
        }
    }

    private async Task<MediaFile> InsertAsync(NewsroomDb db, MediaFile row, ArrivedFile? original, NewMedia about, CancellationToken cancel)
    {
        if (await db.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(m => m.Sha256 == row.Sha256, cancel) is { } present)
        {
            return present;
        }
        if (original is not null && row.OriginalSha256 != row.Sha256)
        {
            store.KeepOriginal(original.Path, row.Sha256);
        }
        await using var writing = about.Who is null ? null : await db.BeginWritingAsync(cancel);
        db.Add(row);
        if (about.Who is { } who)
        {
            await audit.AddAsync(db, who, "add media", "media/" + row.Sha256, row.Name, cancel);
        }
        if (about.PrepareRenditions && MakeRenditions.Wants(row))
        {
            await MakeRenditions.QueueAsync(jobs, db, row, cancel);
        }
        try
        {
            await db.SaveChangesAsync(cancel);
            await (writing?.CommitAsync(cancel) ?? Task.CompletedTask);
            return row;
        }
        catch (DbUpdateException e) when (engine.IsDuplicate(e))
        {
            // Another sender brought the same file in the same moment.
            await using var again = await dbs.CreateDbContextAsync(cancel);
            return await again.Set<MediaFile>().AsNoTracking().SingleAsync(m => m.Sha256 == row.Sha256, cancel);
        }
    }

    private static string? Said(string? bySender, string? byFile) =>
        !string.IsNullOrWhiteSpace(bySender) ? bySender.Trim() : !string.IsNullOrWhiteSpace(byFile) ? byFile.Trim() : null;
}
