using Broadside.Record.Reading;

namespace Broadside.Tests.Record;

public sealed class ReadEdtfTests
{
    [Theory]
    [InlineData("2025", "2025-01-01", "2025-12-31")]
    [InlineData("2025-07", "2025-07-01", "2025-07-31")]
    [InlineData("2025-07-03", "2025-07-03", "2025-07-03")]
    [InlineData("2025-06-20/2025-07-01", "2025-06-20", "2025-07-01")]
    [InlineData("../2025-07", null, "2025-07-31")]
    [InlineData("2025-07/..", "2025-07-01", null)]
    [InlineData("2025-06~", "2025-06-01", "2025-06-30")]
    [InlineData("2025-07-03?", "2025-07-03", "2025-07-03")]
    [InlineData("2025-07-XX", "2025-07-01", "2025-07-31")]
    [InlineData("199X", "1990-01-01", "1999-12-31")]
    [InlineData("2024-08~/2025-05~", "2024-08-01", "2025-05-31")]
    public void A_value_has_bounds(string value, string? earliest, string? latest)
    {
        Assert.True(Edtf.TryBounds(value, out var from, out var to));
        Assert.Equal((earliest, latest), (from is { } f ? Edtf.Day(f) : null, to is { } t ? Edtf.Day(t) : null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2025-13")]
    [InlineData("2025-02-30")]
    [InlineData("2025-07-03/2025-07-01")]
    [InlineData("../..")]
    [InlineData("20250703")]
    public void What_is_no_value_is_refused(string value) => Assert.False(Edtf.TryBounds(value, out _, out _));
}
