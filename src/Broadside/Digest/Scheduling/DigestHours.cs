using Broadside.Guard;
using Broadside.Themes;

namespace Broadside.Digest.Scheduling;

/// <summary>When the next digest of a kind is to be frozen, by the outlet's habits and zone.</summary>
public sealed class DigestHours(SiteRecord site, IOutlet outlet)
{
    public DigestHabits Habits => site.Read<DigestHabits>(DigestHabits.Part);

    public DateTimeOffset Next(DigestKind kind, DateTimeOffset from)
    {
        var at = LocalHour.Next(outlet.Zone.Id, Habits.Hour, from);
        while (kind == DigestKind.Weekly && TimeZoneInfo.ConvertTime(at, outlet.Zone).DayOfWeek != Habits.WeeklyDay)
        {
            at = LocalHour.Next(outlet.Zone.Id, Habits.Hour, at.AddHours(12));
        }
        return at;
    }
}
