using System.Runtime.CompilerServices;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>Doctor's look at the library: every row's file is there, every file has the hash that it is named for, and every original the one that was noted when it came.</summary>
internal sealed class CheckMedia(IDbContextFactory<NewsroomDb> dbs, MediaStore store) : ICheck
{
    public string Name => "media";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await foreach (var file in db.Set<MediaFile>().AsNoTracking().Select(m => new { m.Sha256, m.OriginalSha256, m.Name }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!store.Has(file.Sha256))
            {
                yield return $"missing: media file {file.Sha256} ({file.Name}); restore it from a backup or add the file again";
            }
            if (store.HasOriginal(file.Sha256) && await MediaStore.HashAsync(store.OriginalPathOf(file.Sha256), cancel) != file.OriginalSha256)
            {
                yield return $"altered: the original of media file {file.Sha256} ({file.Name}); restore it from a backup";
            }
        }
        foreach (var sha256 in store.All())
        {
            if (await MediaStore.HashAsync(store.PathOf(sha256), cancel) != sha256)
            {
                yield return $"altered: media file {sha256}; restore it from a backup or add the file again";
            }
        }
    }
}
