using Broadside.Articles.Body;
using Broadside.Articles.Markup;
using Broadside.Themes;
using CsCheck;

namespace Broadside.Tests.Articles;

public sealed class MarkupTests
{
    private static readonly Words Words = new Theme(new ThemeFiles(null)).Vocabulary.For("en");
    private static readonly BodyStyle Page = new() { Words = Words };
    private static readonly BodyStyle Feed = new() { Words = Words, Absolute = path => "https://ledger.example" + path };

    [Fact]
    public void Marks_that_cross_are_closed_and_opened_again() =>
        Assert.Equal("<p id=\"b-p1\">a<strong>b<em>c</em></strong><em>d</em>e</p>\n", Html(P("abcde", new Mark(1, 3, MarkKind.Strong), new Mark(2, 4, MarkKind.Em))));

    [Theory]
    [Trait("Defence", "page-addresses")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("")]
    public void A_link_of_any_other_kind_is_text(string address) =>
        Assert.Equal("<p id=\"b-p1\">abc</p>\n", Html(P("abc", new Mark(0, 3, MarkKind.Link, address))));

    [Fact]
    public void Text_and_attributes_are_escaped() =>
        Assert.Equal("<p id=\"b-p1\">&lt;b&gt;<a href=\"/x?a=1&amp;b=&quot;\">&amp;</a><br>x</p>\n", Html(P("<b>&\nx", new Mark(3, 4, MarkKind.Link, "/x?a=1&b=\""))));

    [Fact]
    public void Neighbouring_quotes_are_one_until_someone_is_named() =>
        Assert.Equal(2, Count(Html(new Quote { Id = "a", Text = "1" }, new Quote { Id = "b", Text = "2", Cite = "her" }, new Quote { Id = "c", Text = "3" }), "<blockquote>"));

    [Fact]
    public void Items_of_a_list_nest_by_their_levels() =>
        Assert.Equal(
            "<ul id=\"b-l\"><li>a<ol><li>b<ul><li>c</li></ul></li><li>d</li></ol></li><li>e</li></ul>\n",
            Html(new ListBlock { Id = "l", Items = [new("a"), new("b", Level: 1, Ordered: true), new("c", Level: 3), new("d", Level: 1, Ordered: true), new("e")] }));

    [Fact]
    public void A_footnote_leads_there_and_back_from_every_mention()
    {
        var html = Html(P("one two", new Mark(3, 3, MarkKind.Note, "n"), new Mark(7, 7, MarkKind.Note, "n"), new Mark(7, 7, MarkKind.Note, "unknown")), new Footnotes { Id = "f", Notes = [new("n", "Source")] });
        Assert.Contains("one<sup class=\"ref\"><a id=\"r-n\" href=\"#n-n\"", html, StringComparison.Ordinal);
        Assert.Contains("<li id=\"n-n\">Source <a href=\"#r-n\"", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#r-n-2\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_photo_keeps_caption_and_credit_and_draws_no_image()
    {
        var html = Html(new Figure { Id = "f", Caption = "The quay", Credit = "Photo: A. B.", Source = "https://old.example/x.jpg" });
        Assert.Contains("The quay", html, StringComparison.Ordinal);
        Assert.Contains("Photo: A. B.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("old.example", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_is_never_offered_wider_than_it_is()
    {
        var html = Html(new Figure { Id = "f", Media = new string('a', 64), Alt = "x", Width = 1000, Height = 700, Size = FigureSize.Full });
        Assert.Contains("-960.avif 960w", html, StringComparison.Ordinal);
        Assert.DoesNotContain("1280", html, StringComparison.Ordinal);
        Assert.Contains("width=\"1000\" height=\"700\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_embed_loads_nothing_and_links_to_its_page()
    {
        var html = Html(new Embed { Id = "e", Provider = "youtube", Url = "https://youtu.be/abcdefghijk", Title = "The session" });
        Assert.DoesNotContain("<iframe", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" src=", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://youtu.be/abcdefghijk\" data-player=\"https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://www.youtube.com/watch?v=abcdefghijk&t=3", "www.youtube-nocookie.com")]
    [InlineData("https://www.youtube.com/watch?feature=x&v=abcdefghijk", "www.youtube-nocookie.com")]
    [InlineData("https://vimeo.com/123456789", "player.vimeo.com")]
    [InlineData("https://archive.org/details/some_film", "archive.org")]
    [InlineData("https://evil.example/watch?v=abcdefghijk", null)]
    [InlineData("https://youtube.com.evil.example/embed/abcdefghijk", null)]
    [InlineData("https://www.youtube.com/@channel", null)]
    public void Only_players_of_the_closed_list_are_offered(string page, string? host)
    {
        var player = EmbedPlayer.For(page);
        Assert.Equal(host, player is null ? null : new Uri(player).Host);
        Assert.True(player is null || EmbedPlayer.Hosts.Contains($"https://{new Uri(player).Host}"));
    }

    [Fact]
    public void A_document_is_saved_under_the_name_that_the_signed_page_gives_it()
    {
        var html = Html(new FileBlock { Id = "d", Media = new string('a', 64), MediaType = "application/pdf", Name = "../Informe \"añual\"" });
        Assert.Contains($"<a href=\"/media/{new string('a', 64)}.pdf\" download=\"Informe añual.pdf\">../Informe &quot;añual&quot;</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_figures_are_marked_with_their_headings()
    {
        var html = Html(new Table { Id = "t", HeaderRows = 1, HeaderColumn = true, Caption = "Paid", Rows = [[new(""), new("€")], [new("2025"), new("1,240")]] });
        Assert.Contains("<thead><tr><td></td><th scope=\"col\" class=\"num\">€</th></tr></thead>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">2025</th><td class=\"num\">1,240</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_gets_absolute_links_and_no_pull_quote_player_or_id()
    {
        var html = BodyHtml.Make([P("abc", new Mark(0, 1, MarkKind.Link, "/x/")), new Pullquote { Id = "q", Text = "large" }, new Audio { Id = "s", Media = new string('b', 64) }, new Figure { Id = "f", Media = new string('a', 64), Alt = "quay", Width = 2000 }], Feed).Value;
        Assert.StartsWith("<p><a href=\"https://ledger.example/x/\">a</a>bc</p>", html, StringComparison.Ordinal);
        Assert.Contains($"<img src=\"https://ledger.example/media/{new string('a', 64)}-1280.jpg\" alt=\"quay\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("large", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<audio", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" id=", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_marks_tags_nest_and_no_character_is_lost()
    {
        var mark = Gen.Select(Gen.Int[-2, 12], Gen.Int[-2, 12], Gen.Enum<MarkKind>(), (from, to, kind) => new Mark(from, to, kind, kind == MarkKind.Lang ? "es" : "/x/"));
        mark.List[0, 6].Sample(marks =>
        {
            var html = Html(P("0123456789", [.. marks.OrderBy(m => m.From).ThenByDescending(m => m.To)]));
            var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
            Assert.Equal("0123456789", document.Body!.TextContent.Trim());
            Assert.Equal(html.Trim(), document.Body.InnerHtml.Trim());
        });
    }

    private static Paragraph P(string text, params Mark[] marks) => new() { Id = "p1", Text = text, Marks = marks };

    private static string Html(params Block[] blocks) => BodyHtml.Make(blocks, Page).Value;

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
