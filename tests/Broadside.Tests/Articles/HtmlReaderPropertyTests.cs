using Broadside.Articles.Body;
using Broadside.Fuzz;
using CsCheck;

namespace Broadside.Tests.Articles;

public sealed class HtmlReaderPropertyTests
{
    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href='https://x.example/a'>", "<a href='/b'>", "</a>", "<ul>", "<li>", "</ul>", "<h2>", "</h2>", "<table>", "<tr>", "<td>", "</table>", "<br>", "<hr>", "<blockquote>", "</blockquote>",
        "<figure>", "<img src=a.jpg>", "<figcaption>", "</figure>", "<span lang=es>", "</span>", "<sup>", "</sup>", "<div>", "</div>", "<pre>", "</pre>", "<script>", "</script>", "<div hidden>", "word", " ", "two words", "é", "😀", "\n", "&amp;", "\u0007",
    ];

    private static readonly Gen<string> Html = OneOf(Pieces).Array[0, 60].Select(p => string.Concat(p));

    [Fact]
    public void Whatever_the_tags_only_sound_blocks_come_out() =>
        Html.Sample(html => Targets.CheckBody(HtmlReader.Read(html)), iter: TestSize.Pick(3_000, 100_000), seed: "0000KOIPe036");

    [Fact]
    public void Whatever_the_characters_only_sound_blocks_come_out() =>
        Gen.String.Sample(text => Targets.CheckBody(HtmlReader.Read("<p>" + text)), iter: TestSize.Pick(2_000, 100_000), seed: "0000KOIPe036");

    [Fact]
    public void Words_of_plain_text_are_never_lost() =>
        Gen.Char['a', 'z'].Array[1, 8].Select(c => new string(c)).Array[1, 30].Sample(
            words =>
            {
                var text = string.Join(' ', words);
                Assert.Equal(text, Assert.IsType<Paragraph>(Assert.Single(HtmlReader.Read(text).Blocks)).Text);
                Assert.Equal(text, Assert.IsType<Paragraph>(Assert.Single(HtmlReader.Read($"<p>{text}</p>").Blocks)).Text);
            },
            iter: TestSize.Pick(500, 10_000),
            seed: "0000KOIPe036");

    [Fact]
    public void An_address_made_clean_is_clean_for_good() =>
        OneOf("http:", "https:", "HTTP:", "//", "/", "\\", "javascript:", "data:", "mailto:", "@", "?", "#", "%", "%2f", "..", ".", "a", "example.org", ":80", ":99999", "[::1]", "é", " ", "\t", "\n", "www.", "old.example", "xn--", "&", "=", "<", "\"")
            .Array[1, 10].Select(p => string.Concat(p))
            .Sample(text => Targets.All["address"](System.Text.Encoding.UTF8.GetBytes(text)), iter: TestSize.Pick(20_000, 1_000_000), seed: "0000KOIPe036");

    private static Gen<string> OneOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);
}
