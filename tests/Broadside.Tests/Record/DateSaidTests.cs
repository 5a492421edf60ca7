using Broadside.Record;
using Broadside.Themes;

namespace Broadside.Tests.Record;

public sealed class DateSaidTests
{
    private static readonly Words English = new Vocabulary(new ThemeFiles(null)).For("en");

    [Theory]
    [InlineData("2026-07-03", "3 July 2026")]
    [InlineData("2026-07-03~", "about 3 July 2026")]
    [InlineData("2026-07-03?", "perhaps 3 July 2026")]
    [InlineData("2026-07-03%", "perhaps about 3 July 2026")]
    [InlineData("2026-03", "March 2026")]
    [InlineData("2026-03-XX", "a day in March 2026")]
    [InlineData("2026-03~", "about March 2026")]
    [InlineData("2026", "2026")]
    [InlineData("202X", "the 2020s")]
    [InlineData("19XX", "between 1900 and 1999")]
    [InlineData("2026-06-20/2026-07-01", "between 20 June and 1 July 2026")]
    [InlineData("2025-12-20/2026-01-03", "between 20 December 2025 and 3 January 2026")]
    [InlineData("2026-06/2026-07", "between June and July 2026")]
    [InlineData("2026-12/2027-01", "between December 2026 and January 2027")]
    [InlineData("2026-01-26/2026-01-28", "between 26 and 28 January 2026")]
    [InlineData("2026-01-26~/2026-01-28", "between about 26 January 2026 and 28 January 2026")]
    [InlineData("../2026-07", "by July 2026")]
    [InlineData("2026-07-03/..", "since 3 July 2026")]
    [InlineData("some day", null)]
    [InlineData(null, null)]
    public void A_date_says_what_is_known(string? edtf, string? words) => Assert.Equal(words, DateSaid.Tell(edtf, English));

    [Theory]
    [InlineData("2019", "2025", "2019 – 2025")]
    [InlineData("2025-07", null, "since July 2025")]
    [InlineData(null, "2025-07-03", "until 3 July 2025")]
    [InlineData(null, null, null)]
    public void A_stretch_says_the_ends_that_are_known(string? since, string? until, string? words) => Assert.Equal(words, DateSaid.Stretch(since, until, English));
}
