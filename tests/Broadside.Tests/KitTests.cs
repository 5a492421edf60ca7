using Broadside.Kit;

namespace Broadside.Tests;

public sealed class KitTests
{
    [Theory]
    [InlineData("Bogotá y Washington: ¿qué pasó?", "bogota-y-washington-que-paso")]
    [InlineData("It’s 4.5 % — really", "its-45-really")]
    [InlineData("", "")]
    public void A_slug_is_lower_case_letters_digits_and_dashes(string text, string slug) => Assert.Equal(slug, Slug.From(text));
}
