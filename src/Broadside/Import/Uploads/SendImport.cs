using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import.Uploads;

/// <summary>Takes files that are to be imported, writes them to the disk, and has them tried.</summary>
public sealed class SendImport(IDbContextFactory<NewsroomDb> dbs, UploadFiles files, JobQueue jobs, AuditLog audit, Ids ids, TimeProvider time)
{
    public const int MostFiles = 50;

    private static readonly string[] Platforms = [ImportWordPress.Platform, "page", BringLists.Platform];

    /// <summary>A file as it arrives.</summary>
    public sealed record Arriving(string Name, Func<Stream> Open);

    public async Task<Outcome<ImportUpload>> RunAsync(string platform, IReadOnlyList<Arriving> arriving, UploadWishes wishes, Actor who, CancellationToken cancel)
    {
        if (arriving.Count == 0)
        {
            return new Refusal("upload_none", "Choose the file that the old system gave you.", "Files");
        }
        if (arriving.Count > MostFiles || !Platforms.Contains(platform))
        {
            return new Refusal("upload_many", $"At most {MostFiles} files at once.", "Files");
        }
        var (id, sent, bytes) = (ids.New(), new List<UploadFiles.Sent>(), 0L);
        try
        {
            foreach (var file in arriving)
            {
                await using var content = file.Open();
                var (kept, length) = await files.KeepAsync(id, sent.Count, file.Name, content, cancel);
                sent.Add(kept);
                bytes += length;
            }
            return await KeepAsync(id, platform, sent, bytes, wishes, who, cancel);
        }
        catch
        {
            files.Remove(id);
            throw;
        }
    }

    private async Task<ImportUpload> KeepAsync(string id, string platform, List<UploadFiles.Sent> sent, long bytes, UploadWishes wishes, Actor who, CancellationToken cancel)
    {
        var upload = new ImportUpload
        {
            Id = id,
            Platform = platform,
            Source = string.Join(", ", sent.Select(s => s.Name)),
            Files = UploadFiles.Text(sent),
            Bytes = bytes,
            Wishes = wishes.ToText(),
            Who = who.Id,
            WhoName = who.Name,
            SentAt = time.GetUtcNow(),
        };
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        db.Add(upload);
        await audit.AddAsync(db, who, "send import", "upload/" + id, upload.Source, cancel);
        await RunUpload.QueueAsync(jobs, db, upload, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return upload;
    }
}
