using System.Globalization;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

/// <summary>
/// The digest that is next: it begins where the one before ended. There is one of each kind at a time, on every node; a timer
/// that fires twice finds the same one.
/// </summary>
public sealed class OpenDigest(IDbContextFactory<NewsroomDb> dbs, IEngine engine, IOutlet outlet, TimeProvider time)
{
    // Another program may make it in the same moment; then it is there at the next look.
    private const int MostTries = 8;

    /// <summary>The outlet's date, with which the names of that day's digests begin.</summary>
    internal static string DateOf(DateTimeOffset at, IOutlet outlet) => TimeZoneInfo.ConvertTime(at, outlet.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Its name in addresses: the outlet's date; for a second one of that date, with a number behind.</summary>
    internal static async Task<string> NameAsync(NewsroomDb db, DigestKind kind, DateTimeOffset sendAt, IOutlet outlet, CancellationToken cancel, long except = 0)
    {
        var date = DateOf(sendAt, outlet);
        var name = kind == DigestKind.Daily ? date : $"{date}-{DigestRow.Word(kind)}";
        var taken = await db.Set<DigestRow>().Where(d => d.Number != except && d.Day.StartsWith(name)).Select(d => d.Day).ToListAsync(cancel);
        var free = name;
        for (var n = 2; taken.Contains(free); n++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{n}");
        }
        return free;
    }

    /// <param name="kind">Daily or weekly.</param>
    /// <param name="sendAt">When it is to be frozen, for one that is made now.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<DigestRow> RunAsync(DigestKind kind, DateTimeOffset sendAt, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var last = await db.Set<DigestRow>().AsNoTracking().Where(d => d.Kind == kind).OrderByDescending(d => d.Number).FirstOrDefaultAsync(cancel);
            if (last is { State: DigestState.Open or DigestState.Freezing })
            {
                return last;
            }
            if (last is { State: DigestState.Cancelled, FrozenAt: null })
            {
                // Cancelled by an older program before it told anything: the next one would begin where it begins, so it is the next one.
                await OpenAgainAsync(db, last, sendAt, cancel);
                continue;
            }
            var now = time.GetUtcNow();
            var made = new DigestRow
            {
                Kind = kind,
                Day = await NameAsync(db, kind, sendAt, outlet, cancel),
                FromSeq = last?.ToSeq ?? 0,
                ToSeq = last?.ToSeq ?? 0,
                State = DigestState.Open,
                SendAt = sendAt,
                ExpiresAt = sendAt.AddDays(2),
                CreatedAt = now,
            };
            db.Add(made);
            try
            {
                await db.SaveChangesAsync(cancel);
                return made;
            }
            catch (DbUpdateException e) when (engine.IsDuplicate(e))
            {
                // Another program made it in the same moment: it is the one.
            }
        }
        throw new InvalidOperationException($"The next {DigestRow.Word(kind)} digest cannot be opened: one that begins where it must is there already, and it is not the last one.");
    }

    private async Task OpenAgainAsync(NewsroomDb db, DigestRow digest, DateTimeOffset sendAt, CancellationToken cancel)
    {
        var day = await NameAsync(db, digest.Kind, sendAt, outlet, cancel, except: digest.Number);
        await db.Set<DigestRow>().Where(d => d.Number == digest.Number && d.State == DigestState.Cancelled)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DigestState.Open).SetProperty(x => x.SendAt, sendAt).SetProperty(x => x.Day, day).SetProperty(x => x.HeldBecause, (string?)null), cancel);
    }
}
