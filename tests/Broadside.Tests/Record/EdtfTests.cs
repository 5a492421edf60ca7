using Broadside.Record;

namespace Broadside.Tests.Record;

public sealed class EdtfTests
{
    [Theory]
    [InlineData("2025", "2025-01-01", "2025-12-31")]
    [InlineData("2025-02", "2025-02-01", "2025-02-28")]
    [InlineData("2024-02-XX", "2024-02-01", "2024-02-29")]
    [InlineData("2025-XX-XX", "2025-01-01", "2025-12-31")]
    [InlineData("201X", "2010-01-01", "2019-12-31")]
    [InlineData("20XX", "2000-01-01", "2099-12-31")]
    [InlineData("2025-07-03", "2025-07-03", "2025-07-03")]
    [InlineData("2025-07-03?", "2025-07-03", "2025-07-03")]
    [InlineData("2025-06~", "2025-06-01", "2025-06-30")]
    [InlineData("2025-06%", "2025-06-01", "2025-06-30")]
    [InlineData("2025-06-20/2025-07", "2025-06-20", "2025-07-31")]
    [InlineData("../2025-07", null, "2025-07-31")]
    [InlineData("2025-07/..", "2025-07-01", null)]
    public void A_date_has_a_first_and_a_last_day_and_is_written_as_it_was_read(string text, string? earliest, string? latest)
    {
        var date = Edtf.Parse(text);

        Assert.Equal((text, earliest, latest), (date?.Text, date?.Earliest?.ToString("yyyy-MM-dd"), date?.Latest?.ToString("yyyy-MM-dd")));
        Assert.Equal(text == "2025-07-03", date!.IsExactDay);
    }

    [Theory]
    [InlineData("")]
    [InlineData("last week")]
    [InlineData("2025-13")]
    [InlineData("2025-02-29")]
    [InlineData("2025-7-3")]
    [InlineData("0000")]
    [InlineData("XXXX")]
    [InlineData("2025-XX-03")]
    [InlineData("202X-07")]
    [InlineData("2025~~")]
    [InlineData("../..")]
    [InlineData("2025-07-05/2025-07-01")]
    [InlineData("2025/2026/2027")]
    [InlineData("２０２５")]
    public void What_is_no_date_of_these_levels_is_refused(string text) => Assert.Null(Edtf.Parse(text));

    [Fact]
    public void Every_date_that_can_be_made_is_read_back_the_same()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 5000; i++)
        {
            var (one, two) = (Day(random), Day(random));
            var (from, to) = one < two ? (one, two) : (two, one);
            foreach (var made in new[] { Edtf.Of(one), Edtf.Of(one.Year, one.Month), Edtf.Of(one.Year), Edtf.Between(from, to)!, Edtf.Between(null, to)!, Edtf.Between(from, null)! })
            {
                Assert.Equal(made, Edtf.Parse(made.ToString()));
                Assert.False(made.Earliest > made.Latest);
            }
        }
    }

    [Fact]
    public void No_text_makes_it_throw_and_whatever_it_takes_it_gives_back()
    {
        var random = new Random(7);
        const string Letters = "0123456789-/.X~?% T٣";
        for (var i = 0; i < 200_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(14)).Select(_ => Letters[random.Next(Letters.Length)])]);
            if (Edtf.Parse(text) is { } date)
            {
                Assert.Equal(text.Trim(), date.Text);
                Assert.False(date.Earliest > date.Latest);
            }
        }
    }

    private static DateOnly Day(Random random) => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber + 1));
}
