using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers.Lists;

/// <summary>Writes the whole list as a table of text that <see cref="ImportSubscribers"/> reads again: a thousand rows at a time.</summary>
public sealed class ExportSubscribers(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    private const int Stretch = 1000;
    private const string Header = "email,state,cadence,topics,language,time_zone,hour,confirmed_at,consent_source,consent_text,source,asked_at,paused_until,left_at,created_at";

    /// <returns>How many rows were written.</returns>
    public async Task<long> RunAsync(TextWriter to, Actor who, CancellationToken cancel)
    {
        await NoteAsync(who, cancel);
        await to.WriteAsync(Header + "\r\n");
        var (written, after) = (0L, 0L);
        while (true)
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var stretch = await db.Set<Subscriber>().AsNoTracking().Where(s => s.Number > after).OrderBy(s => s.Number).Take(Stretch).ToListAsync(cancel);
            foreach (var subscriber in stretch)
            {
                await to.WriteAsync(string.Join(',', Fields(subscriber).Select(CsvText.Write)) + "\r\n");
            }
            if (stretch.Count == 0)
            {
                await to.FlushAsync(cancel);
                return written;
            }
            (written, after) = (written + stretch.Count, stretch[^1].Number);
        }
    }

    private static IEnumerable<string?> Fields(Subscriber subscriber) =>
    [
        subscriber.Address, Word(subscriber.State), Word(subscriber.Cadence), subscriber.Topics.Trim(), subscriber.Language, subscriber.Zone,
        subscriber.Hour?.ToString(CultureInfo.InvariantCulture), At(subscriber.ConfirmedAt), subscriber.ConsentSource, subscriber.ConsentText, subscriber.Source,
        At(subscriber.AskedAt), At(subscriber.PausedUntil), At(subscriber.LeftAt), At(subscriber.CreatedAt),
    ];

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string? At(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Before the first row leaves: a list of readers that was taken out is known, however far it came.
    private async Task NoteAsync(Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        await audit.AddAsync(db, who, "export list", "subscribers", "", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }
}
