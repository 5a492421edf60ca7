using Broadside.Articles.Calendar;

namespace Broadside.Tests.Articles.Calendar;

public sealed class WallClockTests
{
    [Theory]
    [InlineData("2026-11-30 08:00", "Europe/Madrid", "2026-11-30T07:00:00Z")]
    [InlineData("2026-07-30 08:00", "Europe/Madrid", "2026-07-30T06:00:00Z")]
    [InlineData("2026-11-30T08:00:30", "America/Bogota", "2026-11-30T13:00:30Z")]
    [InlineData("2026-11-30T08:00+05:30", "Europe/Madrid", "2026-11-30T02:30:00Z")]
    [InlineData("2026-11-30T08:00:00Z", "Europe/Madrid", "2026-11-30T08:00:00Z")]
    [InlineData("2026-10-25 02:30", "Europe/Madrid", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25 03:00", "Europe/Madrid", "2026-10-25T02:00:00Z")]
    public void An_hour_is_read_on_the_clocks_of_its_zone(string text, string zone, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), WallClock.Read(text, zone).Value);

    [Theory]
    [InlineData("2026-03-29 02:30", "Europe/Madrid", "at")]
    [InlineData("2026-11-30 08:00", "Europe/Nowhere", "zone")]
    [InlineData("2026-11-30", "Europe/Madrid", "at")]
    [InlineData("tomorrow", "Europe/Madrid", "at")]
    [InlineData("2026-13-30 08:00", "Europe/Madrid", "at")]
    [InlineData("08:00", "Europe/Madrid", "at")]
    public void What_is_no_hour_there_is_refused(string text, string zone, string field) =>
        Assert.Equal(field, WallClock.Read(text, zone).Refusal?.Field);
}
