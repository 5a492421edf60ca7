using Broadside.Record;
using Broadside.Themes.DeskFrame;

namespace Broadside.Tests.Record;

public sealed class TypedDateTests
{
    private static readonly DateOnly Written = new(2025, 7, 8);

    [Theory]
    [InlineData("3 July 2025", "2025-07-03")]
    [InlineData("July 3, 2025", "2025-07-03")]
    [InlineData("the 3rd of July 2025", "2025-07-03")]
    [InlineData("3 de julio de 2025", "2025-07-03")]
    [InlineData("el 1º de mayo de 2024", "2024-05-01")]
    [InlineData("July 2025", "2025-07")]
    [InlineData("julio de 2025", "2025-07")]
    [InlineData("2025", "2025")]
    [InlineData("about March 2026", "2026-03~")]
    [InlineData("hacia marzo de 2026", "2026-03~")]
    [InlineData("perhaps 3 July 2025", "2025-07-03?")]
    [InlineData("3 July 2025?", "2025-07-03?")]
    [InlineData("between 20 June and 1 July 2025", "2025-06-20/2025-07-01")]
    [InlineData("20–25 June 2025", "2025-06-20/2025-06-25")]
    [InlineData("from June to August 2025", "2025-06/2025-08")]
    [InlineData("entre el 20 de junio y el 1 de julio de 2025", "2025-06-20/2025-07-01")]
    [InlineData("between 28 December and 3 January 2026", "2025-12-28/2026-01-03")]
    [InlineData("before May 2024", "../2024-05")]
    [InlineData("desde el 2 de mayo de 2024", "2024-05-02/..")]
    [InlineData("early July 2025", "2025-07-01~/2025-07-10~")]
    [InlineData("finales de junio de 2025", "2025-06-21~/2025-06-30~")]
    [InlineData("the 1990s", "199X")]
    [InlineData("2025-06-20/2025-07-01", "2025-06-20/2025-07-01")]
    [InlineData("2025-07-XX", "2025-07-XX")]
    public void People_write_dates_in_many_ways(string typed, string edtf) => Assert.Equal(edtf, TypedDate.Read(typed)?.Text);

    [Theory]
    [InlineData("3 July", "2025-07-03")]
    [InlineData("20 August", "2024-08-20")]
    [InlineData("between 20 June and 1 July", "2025-06-20/2025-07-01")]
    [InlineData("junio", "2025-06")]
    public void Without_a_year_it_is_the_last_one_before_the_text_was_written(string typed, string edtf)
    {
        Assert.Equal(edtf, TypedDate.Read(typed, Written)?.Text);
        Assert.Null(TypedDate.Read(typed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3/7/2025")]
    [InlineData("31 June 2025")]
    [InlineData("a few weeks ago")]
    [InlineData("between 1 July 2025 and 20 June 2025")]
    [InlineData("soon")]
    [InlineData("July the what")]
    public void What_is_no_date_or_may_be_two_is_none(string typed) => Assert.Null(TypedDate.Read(typed, Written));

    [Fact]
    public void No_text_breaks_it()
    {
        var random = new Random(7);
        string[] parts = ["between", "and", "3", "July", "2025", "/", "–", "?", "~", "about", "de", "XX", "..", " ", "\u0000", "\ud83d", "de ", "hasta"];
        for (var i = 0; i < 20_000; i++)
        {
            var typed = string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(8)).Select(_ => parts[random.Next(parts.Length)]));
            Assert.True(TypedDate.Read(typed, Written) is not { } date || Edtf.IsEdtf(date.Text), typed);
        }
    }

    [Theory]
    [InlineData("2025-07-03", "3 July 2025", "3 de julio de 2025")]
    [InlineData("2026-03~", "about March 2026", null)]
    [InlineData("2025-06-20/2025-07-01", "between 20 June and 1 July 2025", null)]
    [InlineData("../2024-05", "by May 2024", null)]
    [InlineData("2025-05-27~/2025-06-24~", "between about 27 May 2025 and about 24 June 2025", null)]
    [InlineData("2025-07-XX", "a day in July 2025", null)]
    [InlineData("199X", "the 1990s", null)]
    public void A_date_is_said_no_finer_than_it_is_known_and_can_be_typed_back(string edtf, string english, string? spanish)
    {
        var vocabulary = new DeskVocabulary();
        Assert.Equal(english, DateSaid.Of(edtf, vocabulary.For("en")));
        Assert.True(spanish is null || spanish == DateSaid.Of(edtf, vocabulary.For("es")));
        foreach (var words in new[] { vocabulary.For("en"), vocabulary.For("es") })
        {
            Assert.Equal(edtf, TypedDate.Read(Broadside.Record.Pages.ClaimForm.Typed(edtf, words))?.Text);
        }
    }

    [Theory]
    [InlineData("We call for talks on the future of the port", "We call for talks about the future of the port", true)]
    [InlineData("We call for talks on the future of the port", "“We call for talks on the future of the port.”", false)]
    [InlineData("We call for talks on the future of the port", "Nobody asked us about any of this at all", false)]
    public void Two_wordings_of_one_quote_are_told_from_two_quotes(string one, string other, bool isSame) => Assert.Equal(isSame, Broadside.Record.Pages.SameWords.AreNearlyTheSame(one, other));
}
