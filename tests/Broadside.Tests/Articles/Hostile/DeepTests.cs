using Broadside.Articles.Body;

namespace Broadside.Tests.Articles.Hostile;

/// <summary>Text made to exhaust a parser. Each of these took minutes or the whole stack before the guard; now it costs what its length costs.</summary>
public sealed class DeepTests
{
    private const int Many = 100_000;

    [Theory(Timeout = 180_000)]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<ul><li>")]
    [InlineData("<table><tr><td>x")]
    [InlineData("<b><div></b>")]
    [InlineData("<span><div></span>")]
    [InlineData("<a href=x><div>")]
    [InlineData("<blockquote>x")]
    [InlineData("<figure><img src=/a.jpg>")]
    [InlineData("<div class=gallery><img src=/a.jpg>")]
    [InlineData("<font color=a><p>")]
    [InlineData("<h1><span>")]
    [InlineData("<svg><g>")]
    [InlineData("<div =\">")]
    [InlineData("<script>")]
    [InlineData("<!--")]
    [InlineData("<sup><a href='#a'>1</a></sup>")]
    public async Task A_hundred_thousand_of_a_kind_neither_hang_nor_overflow(string piece)
    {
        var html = string.Concat(Enumerable.Repeat(piece, Many)) + "<p id=a>the end</p>";
        var read = await Task.Run(() => HtmlReader.Read(html), TestContext.Current.CancellationToken);
        Assert.True(read.Blocks.Count <= 2 * Many);
        Assert.True(read.Notes.Count <= 500);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("<table>", "a<b>x</b>")]
    [InlineData("<svg><style>", "<div>")]
    [InlineData("<!-->", "<div>")]
    [InlineData("<div =\"", "<div>")]
    [InlineData("<p ", "onx=1 ")]
    public async Task A_hundred_thousand_behind_a_trick_do_neither(string trick, string piece)
    {
        var html = trick + string.Concat(Enumerable.Repeat(piece, Many));
        var read = await Task.Run(() => HtmlReader.Read(html), TestContext.Current.CancellationToken);
        Assert.True(read.Notes.Count <= 500);
    }

    [Fact]
    public void Words_nested_too_deep_are_kept_and_said_so()
    {
        var read = HtmlReader.Read(string.Concat(Enumerable.Repeat("<div>", 5000)) + "the words" + string.Concat(Enumerable.Repeat("</div>", 5000)));
        Assert.Equal("the words", Assert.IsType<Paragraph>(Assert.Single(read.Blocks)).Text);
        Assert.Contains(read.Notes, n => n.Code == ReadCode.Deep);
    }

    [Fact]
    public void A_paragraph_of_ten_megabytes_is_one_paragraph()
    {
        var text = string.Concat(Enumerable.Repeat("ten chars ", 1_000_000)).TrimEnd();
        Assert.Equal(text, Assert.IsType<Paragraph>(Assert.Single(HtmlReader.Read($"<p>{text}</p>").Blocks)).Text);
    }

    [Fact]
    public void Control_characters_and_halves_of_pairs_are_left_out_of_the_text()
    {
        var read = HtmlReader.Read("<p>a\0b\u0007c\ud800d\ufeffe&#0;f&#x1b;g</p>");
        Assert.Equal("abc\ufffdde\ufffdfg", Assert.IsType<Paragraph>(Assert.Single(read.Blocks)).Text);
    }
}
