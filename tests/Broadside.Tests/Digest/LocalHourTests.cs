using System.Globalization;
using Broadside.Digest;

namespace Broadside.Tests.Digest;

public sealed class LocalHourTests
{
    [Theory]
    // An ordinary day.
    [InlineData("Europe/Madrid", 7, "2026-11-22T00:00Z", "2026-11-22T06:00Z")]
    // The hour is over: tomorrow's.
    [InlineData("Europe/Madrid", 7, "2026-11-22T06:01Z", "2026-11-23T06:00Z")]
    // Clocks are put forward over it: the first instant after the gap.
    [InlineData("Europe/Madrid", 2, "2026-03-29T00:00Z", "2026-03-29T01:00Z")]
    // Clocks are put back and the hour comes twice: the first time, and not again.
    [InlineData("Europe/Madrid", 2, "2026-10-24T23:00Z", "2026-10-25T00:00Z")]
    [InlineData("Europe/Madrid", 2, "2026-10-25T00:01Z", "2026-10-26T01:00Z")]
    // Zones of half an hour and of a day ahead, and one that is none.
    [InlineData("Asia/Kolkata", 7, "2026-11-22T02:00Z", "2026-11-23T01:30Z")]
    [InlineData("Pacific/Kiritimati", 7, "2026-11-22T00:00Z", "2026-11-22T17:00Z")]
    [InlineData("Mars/Base", 7, "2026-11-22T00:00Z", "2026-11-22T07:00Z")]
    public void Somebodys_next_hour(string zone, int hour, string from, string expected) =>
        Assert.Equal(At(expected), LocalHour.Next(zone, hour, At(from)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
