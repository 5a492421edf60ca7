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
                Day = TimeZoneInfo.ConvertTime(sendAt, outlet.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
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
