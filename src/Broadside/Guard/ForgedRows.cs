using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>Rows in the table of versions that this newsroom never signed, where the next true one belongs.</summary>
internal static class ForgedRows
{
    /// <returns>Those that stood behind that position and are removed now.</returns>
    public static async Task<List<AlteredVersion>> RemoveAsync(NewsroomDb db, VersionSeal seal, long after, CancellationToken cancel)
    {
        var beyond = await db.Set<VersionRow>().AsNoTracking().Where(v => v.Seq > after).ToListAsync(cancel);
        var forged = beyond.Where(row => !seal.Verifies(row)).ToList();
        var seqs = forged.Select(row => row.Seq).ToList();
        await db.Set<VersionRow>().Where(v => seqs.Contains(v.Seq)).ExecuteDeleteAsync(cancel);
        return [.. forged.Select(row => new AlteredVersion(row.Subject, row.Number))];
    }
}
