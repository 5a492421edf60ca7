using System.Runtime.CompilerServices;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>
/// Compares the database with what is signed, a batch at a time and on every core: each live version with its row and with
/// the tables that repeat it; in full also every row of the history, and rows that nobody signed.
/// </summary>
public sealed class FindAltered(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, VersionSeal seal, IEnumerable<IRepeatedRows> repeated)
{
    private const int Batch = 500;

    /// <summary>Everything, each subject once.</summary>
    public async IAsyncEnumerable<AlteredVersion> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in versions.AllLive().OrderBy(v => v.Seq).Chunk(Batch))
        {
            foreach (var altered in (await LookAsync(db, batch, cancel)).Where(a => told.Add(a.Subject)))
            {
                yield return altered;
            }
        }
        await foreach (var altered in ForgedAsync(db, cancel))
        {
            if (told.Add(altered.Subject))
            {
                yield return altered;
            }
        }
    }

    /// <summary>Those among these live versions that are not as signed; each once.</summary>
    public async Task<IReadOnlyList<AlteredVersion>> LookAsync(NewsroomDb db, IReadOnlyList<LiveVersion> among, CancellationToken cancel)
    {
        var seqs = among.Select(v => v.Seq).ToList();
        var rows = await db.Set<VersionRow>().AsNoTracking().Where(v => seqs.Contains(v.Seq)).ToDictionaryAsync(v => v.Seq, cancel);
        var altered = among.AsParallel().AsOrdered()
            .Where(v => !rows.TryGetValue(v.Seq, out var row) || !seal.Holds(row, v))
            .Select(v => new AlteredVersion(v.Subject, v.Number))
            .ToList();
        foreach (var table in repeated)
        {
            altered.AddRange(await table.LookAsync(db, among, cancel));
        }
        return [.. altered.DistinctBy(a => a.Subject)];
    }

    // By position, in steps: neither engine has to hold a hundred thousand texts at once.
    private async IAsyncEnumerable<AlteredVersion> ForgedAsync(NewsroomDb db, [EnumeratorCancellation] CancellationToken cancel)
    {
        var live = versions.AllLive().Select(v => v.Seq).ToHashSet();
        var all = await db.Set<VersionRow>().AsNoTracking().OrderBy(v => v.Seq).Select(v => v.Seq).ToListAsync(cancel);
        foreach (var chunk in all.Where(seq => !live.Contains(seq)).Chunk(Batch))
        {
            var seqs = chunk.ToList();
            var rows = await db.Set<VersionRow>().AsNoTracking().Where(v => seqs.Contains(v.Seq)).ToListAsync(cancel);
            foreach (var row in rows.AsParallel().AsOrdered().Where(row => !seal.Verifies(row)).OrderByDescending(r => r.Number).ToList())
            {
                yield return new AlteredVersion(row.Subject, row.Number);
            }
        }
        foreach (var table in repeated)
        {
            foreach (var forged in await table.ForgedAsync(db, cancel))
            {
                yield return forged;
            }
        }
    }
}
