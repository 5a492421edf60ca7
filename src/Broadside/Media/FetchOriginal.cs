using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>Gives an editor a file as it was sent, with all that it tells about places and people. Who had it stands in the audit log first.</summary>
public sealed class FetchOriginal(IDbContextFactory<NewsroomDb> dbs, MediaStore store, AuditLog audit)
{
    /// <param name="Path">Where it lies.</param>
    /// <param name="Name">What to call it: cleaning may have made another kind of file of it.</param>
    public sealed record Original(string Path, string Name);

    public async Task<Outcome<Original>> RunAsync(string sha256, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (!MediaStore.IsHash(sha256) || await db.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(m => m.Sha256 == sha256, cancel) is not { } file || !store.HasOriginal(sha256))
        {
            return new Refusal("unknown", "There is no original of this file.");
        }
        var path = store.OriginalPathOf(sha256);
        var original = new Original(path, FileName.Clean(file.Name, await TypeAsync(path, cancel) ?? MediaType.Named(file.MediaType)!));
        await audit.AddAsync(db, who, "fetch original", "media/" + sha256, file.Name, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return original;
    }

    private static async Task<MediaType?> TypeAsync(string path, CancellationToken cancel)
    {
        var head = new byte[FileSignature.Needed];
        await using var file = File.OpenRead(path);
        return FileSignature.Of(head.AsSpan(0, await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel)));
    }
}
