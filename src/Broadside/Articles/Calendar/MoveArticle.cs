using System.Globalization;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Calendar;

/// <summary>Moves an article to another day of the calendar: a scheduled one keeps its hour, and is approved anew as it stands; of a planned one only the day changes.</summary>
public sealed class MoveArticle(IDbContextFactory<NewsroomDb> dbs, PlanArticle plan, ScheduleArticle schedule, IOutlet outlet)
{
    /// <param name="id">Of the article.</param>
    /// <param name="day">As "2026-11-30".</param>
    /// <param name="who">Whoever may schedule it, or plan it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Article>> RunAsync(string id, string? day, Actor who, CancellationToken cancel)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to))
        {
            return new Refusal("day", "Say the day as 2026-11-30.", "Day");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) is not { } article)
        {
            return new Refusal("unknown", "There is no such article.");
        }
        if (article.ScheduledAt is not { } at)
        {
            return await plan.RunAsync(id, day, who, cancel);
        }
        var zone = article.ScheduleZone is { } named && TimeZoneInfo.TryFindSystemTimeZoneById(named, out var known) ? known : outlet.Zone;
        var hour = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        var moved = WallClock.Read(to.ToDateTime(hour).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), zone.Id);
        return moved.IsDone ? await schedule.RunAsync(id, moved.Value, zone.Id, who, cancel) : moved.Refusal;
    }
}
