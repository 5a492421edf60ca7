using System.Globalization;
using Broadside.Kit;

namespace Broadside.Articles.Calendar;

/// <summary>Reads when something is to happen, as a person says it: "2026-11-30 08:00" on the clocks of a zone, or an instant with its offset.</summary>
public static class WallClock
{
    private static readonly string[] Forms = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <param name="text">What was said.</param>
    /// <param name="zone">IANA name of the zone whose clocks are meant, as "Europe/Madrid".</param>
    /// <returns>The instant; refused where the text is none, or where those clocks skip that time.</returns>
    public static Outcome<DateTimeOffset> Read(string text, string zone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var clocks) || !clocks.HasIanaId)
        {
            return new Refusal("zone", $"There is no time zone “{zone}”. Name one as Europe/Madrid or America/Bogota.", "zone");
        }
        if (DateTime.TryParseExact(text.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return Read(local, clocks);
        }
        // Without an offset it would be read on the clocks of this machine.
        var hasOffset = text.TrimEnd().EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length;
        return hasOffset && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.ToUniversalTime()
            : new Refusal("at", $"“{text}” is no time. Say it as 2026-11-30 08:00.", "at");
    }

    private static Outcome<DateTimeOffset> Read(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            return new Refusal("at", $"There is no {local:HH:mm} on that day in {zone.Id}: the clocks go forward over it. Choose another time.", "at");
        }
        // When clocks go back an hour comes twice: the first one is meant.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
