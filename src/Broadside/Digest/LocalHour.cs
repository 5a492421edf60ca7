namespace Broadside.Digest;

/// <summary>When it is next a certain hour somewhere. Where clocks are put forward over it, it is the first instant after the gap; where an hour comes twice, the first time.</summary>
public static class LocalHour
{
    /// <param name="zone">IANA; what is none counts as UTC.</param>
    /// <param name="hour">0 to 23.</param>
    /// <param name="from">The answer is this instant or later.</param>
    public static DateTimeOffset Next(string zone, int hour, DateTimeOffset from)
    {
        var place = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;
        var day = TimeZoneInfo.ConvertTime(from, place).Date;
        while (true)
        {
            var at = On(place, day.AddHours(hour));
            if (at >= from)
            {
                return at;
            }
            day = day.AddDays(1);
        }
    }

    private static DateTimeOffset On(TimeZoneInfo place, DateTime local)
    {
        var wanted = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        // Gaps are at most a few hours; zones move by quarters of an hour.
        while (place.IsInvalidTime(wanted))
        {
            wanted = wanted.AddMinutes(1);
        }
        var offset = place.IsAmbiguousTime(wanted) ? place.GetAmbiguousTimeOffsets(wanted).Max() : place.GetUtcOffset(wanted);
        return new DateTimeOffset(wanted, offset).ToUniversalTime();
    }
}
