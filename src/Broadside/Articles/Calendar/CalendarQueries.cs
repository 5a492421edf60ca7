using System.Globalization;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Calendar;

/// <summary>What a week holds: scheduled, planned and published articles, by the outlet's own days.</summary>
public sealed class CalendarQueries(IDbContextFactory<NewsroomDb> dbs, IOutlet outlet)
{
    private const int Most = 200;

    /// <param name="At">The hour; null: only a day was said.</param>
    public sealed record Item(Article Article, DateOnly Day, DateTimeOffset? At, ItemKind Kind);

    public enum ItemKind
    {
        Scheduled,
        Planned,
        Published,
    }

    /// <summary>The Monday of the week that a day is in.</summary>
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>Seven days from that one on, in order.</summary>
    public async Task<IReadOnlyList<Item>> WeekAsync(DateOnly monday, CancellationToken cancel)
    {
        var (from, until) = (Start(monday), Start(monday.AddDays(7)));
        var (first, last) = (Text(monday), Text(monday.AddDays(6)));
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var all = db.Set<Article>().AsNoTracking();
        var scheduled = await all.Where(a => a.ScheduledAt >= from && a.ScheduledAt < until).OrderBy(a => a.ScheduledAt).Take(Most).ToListAsync(cancel);
        var planned = await all.Where(a => a.PlannedOn != null && a.PlannedOn.CompareTo(first) >= 0 && a.PlannedOn.CompareTo(last) <= 0).OrderBy(a => a.PlannedOn).Take(Most).ToListAsync(cancel);
        var published = await all.Where(a => a.PublishedAt >= from && a.PublishedAt < until && a.State == ArticleState.Published).OrderBy(a => a.PublishedAt).Take(Most).ToListAsync(cancel);
        var items = scheduled.Select(a => new Item(a, Day(a.ScheduledAt!.Value), a.ScheduledAt, ItemKind.Scheduled))
            .Concat(planned.Where(a => a.ScheduledAt is null && a.Stage != ArticleState.Published && a.Stage != ArticleState.TakenDown).Select(a => new Item(a, DateOnly.ParseExact(a.PlannedOn!, "yyyy-MM-dd", CultureInfo.InvariantCulture), null, ItemKind.Planned)))
            .Concat(published.Select(a => new Item(a, Day(a.PublishedAt!.Value), a.PublishedAt, ItemKind.Published)));
        return [.. items.OrderBy(i => i.Day).ThenBy(i => i.At ?? DateTimeOffset.MinValue).ThenBy(i => i.Article.Id, StringComparer.Ordinal)];
    }

    private DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, outlet.Zone).DateTime);

    // Where clocks go forward over midnight the day begins when it does.
    private DateTimeOffset Start(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (outlet.Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }
        return new DateTimeOffset(local, outlet.Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
