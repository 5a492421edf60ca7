using Broadside.Site.Dossiers;

namespace Broadside.Tests.Site.Dossiers;

public sealed class PlaceTests
{
    [Theory]
    [InlineData("short words", ":~:text=short%20words")]
    [InlineData("with a dash-word, and a comma", ":~:text=with%20a%20dash%2Dword%2C%20and%20a%20comma")]
    [InlineData("one two three four five six seven eight nine ten", ":~:text=one%20two%20three,eight%20nine%20ten")]
    [InlineData("first item\nlast item", ":~:text=first%20item,last%20item")]
    public void A_fragment_names_the_words(string exact, string fragment) => Assert.Equal(fragment, Place.Fragment(exact));
}
