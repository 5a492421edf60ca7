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
    /// <summary>Its name in addresses: the outlet's date; for a second one of that date, with a number behind.</summary>
    internal static async Task<string> NameAsync(NewsroomDb db, DigestKind kind, DateTimeOffset sendAt, IOutlet outlet, CancellationToken cancel, long except = 0)
    {
        var date = TimeZoneInfo.ConvertTime(sendAt, outlet.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var name = kind == DigestKind.Daily ? date : $"{date}-{kind.ToString().ToLowerInvariant()}";
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
        while (true)
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var last = await db.Set<DigestRow>().AsNoTracking().Where(d => d.Kind == kind).OrderByDescending(d => d.Number).FirstOrDefaultAsync(cancel);
            if (last is { State: DigestState.Open or DigestState.Freezing })
            {
                return last;
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
    }
}
