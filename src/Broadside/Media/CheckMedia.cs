using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>Doctor's look at the library: every row's file is there, and every file has the hash that it is named for.</summary>
internal sealed class CheckMedia(IDbContextFactory<NewsroomDb> dbs, MediaStore store) : ICheck
{
    public string Name => "media";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await foreach (var file in db.Set<MediaFile>().AsNoTracking().Select(m => new { m.Sha256, m.Name }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!store.Has(file.Sha256))
            {
                yield return $"missing: media file {file.Sha256} ({file.Name}); restore it from a backup or add the file again";
            }
        }
        foreach (var sha256 in store.All())
        {
            await using var stream = File.OpenRead(store.PathOf(sha256));
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) != sha256)
            {
                yield return $"altered: media file {sha256}; restore it from a backup or add the file again";
            }
        }
    }
}
