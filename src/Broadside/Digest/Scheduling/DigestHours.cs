using Broadside.Guard;
using Broadside.Themes;

namespace Broadside.Digest.Scheduling;

/// <summary>When the next digest of a kind is to be frozen, by the outlet's habits and zone.</summary>
public sealed class DigestHours(SiteRecord site, IOutlet outlet)
{
    // A week, and one more where a zone skipped a day.
    private const int MostDays = 8;

    public DigestHabits Habits => site.Read<DigestHabits>(DigestHabits.Part);

    public DateTimeOffset Next(DigestKind kind, DateTimeOffset from)
    {
        var (at, habits) = (LocalHour.Next(outlet.Zone.Id, Habits.Hour, from), Habits);
        for (var days = 0; days < MostDays && kind == DigestKind.Weekly && TimeZoneInfo.ConvertTime(at, outlet.Zone).DayOfWeek != habits.WeeklyDay; days++)
        {
            at = LocalHour.Next(outlet.Zone.Id, habits.Hour, at.AddHours(12));
        }
        return at;
    }
}
