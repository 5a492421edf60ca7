using System.Globalization;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>Counts who comes and goes, by day, in the transaction in which it happens: the sum over all days is the list's length.</summary>
public sealed class ListGrowth(TimeProvider time)
{
    private const string Sql = "INSERT INTO subscriber_days (day, event, count) VALUES ({0}, {1}, {2}) ON CONFLICT (day, event) DO UPDATE SET count = subscriber_days.count + excluded.count";

    public async Task CountAsync(NewsroomDb db, ListEvent what, long number, CancellationToken cancel)
    {
        if (number > 0)
        {
            await db.Database.ExecuteSqlRawAsync(Sql, [DayOf(time.GetUtcNow()), what.ToString().ToLowerInvariant(), number], cancel);
        }
    }

    /// <summary>What so many of them do to the list's length.</summary>
    public static long Signed(ListEvent what, long number) => what is ListEvent.Joined or ListEvent.Imported ? number : -number;

    public static string DayOf(DateTimeOffset at) => DayOf(DateOnly.FromDateTime(at.UtcDateTime));

    public static string DayOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
