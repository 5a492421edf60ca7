using Broadside.Site.Dossiers;
using Broadside.Themes;

namespace Broadside.Tests.Site.Dossiers;

public sealed class EdtfWordsTests
{
    private static readonly Words English = new Vocabulary(new ThemeFiles(null)).For("en");

    [Theory]
    [InlineData("2026-07-03", "3 July 2026")]
    [InlineData("2026-07-03~", "about 3 July 2026")]
    [InlineData("2026-07-03?", "perhaps 3 July 2026")]
    [InlineData("2026-07-03%", "perhaps about 3 July 2026")]
    [InlineData("2026-03", "March 2026")]
    [InlineData("2026-03-XX", "March 2026")]
    [InlineData("2026-03~", "about March 2026")]
    [InlineData("2026", "2026")]
    [InlineData("202X", "the 2020s")]
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
    public void A_date_says_what_is_known(string? edtf, string? words) => Assert.Equal(words, EdtfWords.Tell(English, edtf));

    [Theory]
    [InlineData("short words", ":~:text=short%20words")]
    [InlineData("with a dash-word, and a comma", ":~:text=with%20a%20dash%2Dword%2C%20and%20a%20comma")]
    [InlineData("one two three four five six seven eight nine ten", ":~:text=one%20two%20three,eight%20nine%20ten")]
    [InlineData("first item\nlast item", ":~:text=first%20item,last%20item")]
    public void A_fragment_names_the_words(string exact, string fragment) => Assert.Equal(fragment, Place.Fragment(exact));
}
