using System.Globalization;
using System.Runtime.CompilerServices;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>The hash-chained log of who did what.</summary>
public sealed class AuditLog(AuditHead head, TimeProvider time)
{
    /// <summary>What a row says that the text of another was erased; its subject is <c>audit/SEQ</c>.</summary>
    public const string Erased = "erase text";

    /// <summary>What the first row follows.</summary>
    internal static readonly string Zero = new('0', 64);

    public static string Subject(long seq) => "audit/" + seq.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds a row within the caller's writing transaction; the caller saves.</summary>
    public async Task AddAsync(NewsroomDb db, Actor who, string what, string subject, string detail, CancellationToken cancel)
    {
        var last = db.ChangeTracker.Entries<AuditRow>().Select(e => e.Entity).MaxBy(a => a.Seq)
            ?? await db.Set<AuditRow>().AsNoTracking().OrderByDescending(a => a.Seq).FirstOrDefaultAsync(cancel);
        var at = time.GetUtcNow();
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
        var (seq, previous) = ((last?.Seq ?? 0) + 1, last?.Hash ?? Zero);
        var text = AuditText.Of(detail);
        db.Add(new AuditRow
        {
            Seq = seq,
            At = at,
            Who = who.Id,
            What = what,
            Subject = subject,
            TextHash = text.Hash,
            Previous = previous,
            Hash = Hash(seq, at, who.Id, what, subject, text.Hash, previous),
            Text = text,
        });
        head.NoteGrowth();
    }

    /// <summary>Where the chain is broken, and which texts are missing that nobody erased by the program; nothing when it holds.</summary>
    public static async IAsyncEnumerable<string> CheckAsync(NewsroomDb db, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (expected, previous) = (1L, Zero);
        var missing = new SortedSet<long>();
        await foreach (var row in db.Set<AuditRow>().AsNoTracking().OrderBy(a => a.Seq).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (row.Seq != expected || row.Previous != previous || row.Hash != Hash(row.Seq, row.At, row.Who, row.What, row.Subject, row.TextHash, row.Previous)
                || row.Text is { Holds: false })
            {
                yield return $"audit: the log was changed at row {expected} ({row.What} {row.Subject}). Find out who had access to the database.";
                yield break;
            }
            if (row.Text is null)
            {
                missing.Add(row.Seq);
            }
            else if (row.What == Erased && row.Subject.StartsWith("audit/", StringComparison.Ordinal))
            {
                missing.Remove(long.Parse(row.Subject["audit/".Length..], CultureInfo.InvariantCulture));
            }
            (expected, previous) = (row.Seq + 1, row.Hash);
        }
        foreach (var seq in missing)
        {
            yield return $"audit: the text of row {seq} is gone, and no row says who erased it. Find out who had access to the database.";
        }
    }

    private static string Hash(long seq, DateTimeOffset at, string who, string what, string subject, string textHash, string previous) =>
        CanonicalJson.Sha256(CanonicalJson.Bytes(new { seq, at, who, what, subject, text_hash = textHash, previous }));
}
