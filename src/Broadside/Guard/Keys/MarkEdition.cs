using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard.Keys;

/// <summary>Notes for each edition how far the signed head reached: `keys rotate --compromised` believes what an edition from before held.</summary>
public sealed class MarkEdition(IDbContextFactory<NewsroomDb> dbs, VersionStore versions)
{
    /// <summary>Harmless twice.</summary>
    public async Task RunAsync(long number, DateTimeOffset issuedAt, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<EditionMark>().AnyAsync(m => m.Number == number, cancel))
        {
            return;
        }
        // What is not settled yet is not in it.
        var seq = versions.AllLive().Where(v => v.SettledAt <= issuedAt).Select(v => v.Seq).DefaultIfEmpty(0).Max();
        db.Add(new EditionMark { Number = number, IssuedAt = issuedAt, Seq = seq });
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }
}
