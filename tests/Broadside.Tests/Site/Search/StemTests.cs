using Broadside.Site.Search;

namespace Broadside.Tests.Site.Search;

public sealed class StemTests
{
    [Theory]
    [InlineData("en", "house houses housing housed")]
    [InlineData("en", "policy policies")]
    [InlineData("en", "run runs running")]
    [InlineData("en", "child children")]
    [InlineData("en", "boss bosses")]
    [InlineData("en", "teach teaches teaching taught")]
    [InlineData("en", "recall recalled recalls")]
    [InlineData("es", "ciudad ciudades")]
    [InlineData("es", "voz voces")]
    [InlineData("es", "elecciones eleccion")]
    [InlineData("es", "nueva nuevo nuevas nuevos")]
    [InlineData("es", "alquiler alquileres")]
    [InlineData("es", "protestar protestaron protestando protestado")]
    public void Forms_of_a_word_have_one_stem(string language, string forms) =>
        Assert.Single(forms.Split(' ').Select(f => Stems.Of(f, language)).Distinct());

    [Theory]
    [InlineData("en", "news", "new")]
    [InlineData("en", "bus", "bu")]
    [InlineData("en", "king", "k")]
    [InlineData("es", "mes", "me")]
    [InlineData("fr", "maisons", "maison")]
    public void Other_words_keep_apart(string language, string one, string other) =>
        Assert.NotEqual(Stems.Of(one, language), Stems.Of(other, language));

    [Fact]
    public void Words_are_letters_and_digits_folded_and_possessives_go() =>
        Assert.Equal(
            ["petro", "said", "covid", "19", "strasse", "don", "t", "1", "000", "bogota"],
            FoldedWords.In("Petro’s said: COVID-19, «Straße» don't 1,000 Bogota\u0301!").Select(w => w.Folded));
}
