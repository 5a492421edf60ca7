using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>The hash-chained log of who did what.</summary>
public sealed class AuditLog(AuditHead head, TimeProvider time)
{
    /// <summary>What the first row follows.</summary>
    internal static readonly string Zero = new('0', 64);

    /// <summary>Adds a row within the caller's writing transaction; the caller saves.</summary>
    public async Task AddAsync(NewsroomDb db, Actor who, string what, string subject, string detail, CancellationToken cancel)
    {
        var last = db.ChangeTracker.Entries<AuditRow>().Select(e => e.Entity).MaxBy(a => a.Seq)
            ?? await db.Set<AuditRow>().AsNoTracking().OrderByDescending(a => a.Seq).FirstOrDefaultAsync(cancel);
        var at = time.GetUtcNow();
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
        var (seq, previous) = ((last?.Seq ?? 0) + 1, last?.Hash ?? Zero);
        db.Add(new AuditRow { Seq = seq, At = at, Who = who.Id, What = what, Subject = subject, Detail = detail, Previous = previous, Hash = Hash(seq, at, who.Id, what, subject, detail, previous) });
        head.NoteGrowth();
    }

    /// <summary>Where the chain is broken; nothing when it holds.</summary>
    public static async IAsyncEnumerable<string> CheckAsync(NewsroomDb db, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var (expected, previous) = (1L, Zero);
        await foreach (var row in db.Set<AuditRow>().AsNoTracking().OrderBy(a => a.Seq).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (row.Seq != expected || row.Previous != previous || row.Hash != Hash(row.Seq, row.At, row.Who, row.What, row.Subject, row.Detail, row.Previous))
            {
                yield return $"audit: the log was changed at row {expected} ({row.What} {row.Subject}). Find out who had access to the database.";
                yield break;
            }
            (expected, previous) = (row.Seq + 1, row.Hash);
        }
    }

    private static string Hash(long seq, DateTimeOffset at, string who, string what, string subject, string detail, string previous) =>
        CanonicalJson.Sha256(CanonicalJson.Bytes(new { seq, at, who, what, subject, detail, previous }));
}
