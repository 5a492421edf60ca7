using Broadside.Site;
using CsCheck;

namespace Broadside.Tests.Site;

[Trait("Defence", "link-pass")]
public sealed class LinkPassTests
{
    private const string Own = "https://news.example";

    private static readonly HashSet<string> Signed = ["known.example", "xn--bcher-kva.example"];

    [Theory]
    // to the own site
    [InlineData("/2026/11/a/", "<a href=\"/topics/x/\">", "<a href=\"../../../topics/x/\">")]
    [InlineData("/2026/11/a/", "<a href=\"/\">", "<a href=\"../../../\">")]
    [InlineData("/", "<a href=\"/topics/x/\">", "<a href=\"topics/x/\">")]
    [InlineData("/", "<a href=\"/\">", "<a href=\"./\">")]
    [InlineData("/", "<a href=\"topics/x/\">", "<a href=\"topics/x/\">")]
    [InlineData("/a/", "<img src=\"/media/p.jpg\" srcset=\"/media/p.jpg 1x, /media/q.jpg 2x\">", "<img src=\"../media/p.jpg\" srcset=\"../media/p.jpg 1x, ../media/q.jpg 2x\">")]
    [InlineData("/a/", "<form action=\"/report\">", "<form action=\"https://news.example/report\">")]
    [InlineData("/a/", "<link rel=\"canonical\" href=\"/a/\">", "<link rel=\"canonical\" href=\"https://news.example/a/\">")]
    [InlineData("/a/", "<a href='/b/'>", "<a href='../b/'>")]
    [InlineData("/a/", "<a href=/b/>", "<a href=\"../b/\">")]
    [InlineData("/a/", "<A HREF = \"/b/\">", "<A HREF=\"../b/\">")]
    [InlineData("/a/", "<a href=\"#note\">", "<a href=\"#note\">")]
    [InlineData("/a/", "<a href=\"?page=2\">", "<a href=\"?page=2\">")]
    // to hosts that are signed for
    [InlineData("/a/", "<a href=\"https://known.example/x?a=1&amp;b=2\">", "<a href=\"https://known.example/x?a=1&amp;b=2\">")]
    [InlineData("/a/", "<a href=\"https://KNOWN.example:8080/\">", "<a href=\"https://KNOWN.example:8080/\">")]
    [InlineData("/a/", "<a href=\"https://bücher.example/\">", "<a href=\"https://bücher.example/\">")]
    [InlineData("/a/", "<a href=\"mailto:desk@news.example\">", "<a href=\"mailto:desk@news.example\">")]
    [InlineData("/a/", "<a href=\"https://news.example/b/\">", "<a href=\"https://news.example/b/\">")]
    // to nobody's
    [InlineData("/a/", "<a href=\"https://evil.example/\">", "<a href=\"#\">")]
    [InlineData("/a/", "<a href=https://evil.example/>", "<a href=\"#\">")]
    [InlineData("/a/", "<a href = 'https://evil.example/'>", "<a href='#'>")]
    [InlineData("/a/", "<a href=\"//evil.example/\">", "<a href=\"#\">")]
    [InlineData("/a/", "<a href=\" \t//evil.example/\">", "<a href=\"#\">")]
    [InlineData("/a/", "<a href=\"/\t/evil.example/\">", "<a href=\"#\">")]
    [InlineData("/a/", "<a href=\"https://known.example@evil.example/\">", "<a href=\"#\">")]
    [InlineData("/a/", "<a href=\"https://known.example&#46;evil.example/\">", "<a href=\"#\">")]
    [InlineData("/a/", "<a href=\"https://evil.example\\@known.example/\">", "<a href=\"#\">")]
    [InlineData("/a/", "<a href=\"javascript:alert(1)\">", "<a href=\"#\">")]
    [InlineData("/a/", "<a href=\"&#106;avascript:alert(1)\">", "<a href=\"#\">")]
    [InlineData("/a/", "<a href=\"data:text/html,x\">", "<a href=\"#\">")]
    [InlineData("/a/", "<form action=\"https://evil.example/\">", "<form action=\"#\">")]
    [InlineData("/a/", "<img srcset=\"https://evil.example/x.png 1x, /p.png 2x\">", "<img srcset=\"# 1x, ../p.png 2x\">")]
    [InlineData("/a/", "<a ping=\"https://evil.example/\">", "<a ping=\"\">")]
    [InlineData("/a/", "<base href=\"https://known.example/\">", "<base href=\"\">")]
    [InlineData("/a/", "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example/\">", "<meta http-equiv=\"refresh\" content=\"\">")]
    [InlineData("/a/", "<!-- x --!><a href=\"https://evil.example/\">-->", "<!-- x --!><a href=\"#\">-->")]
    [InlineData("/a/", "<script>1</script ><a href=\"https://evil.example/\">", "<script>1</script ><a href=\"#\">")]
    [InlineData("/a/", "<title><b x=\"</title><a href=\"https://evil.example/\">", "<title><b x=\"</title><a href=\"#\">")]
    [InlineData("/a/", "a < b <3 <a href=\"https://evil.example/\"", "a < b <3 <a href=\"#\"")]
    // own addresses that would become something else at the front page
    [InlineData("/", "<a href=\"/javascript:alert(1)\">", "<a href=\"./javascript:alert(1)\">")]
    [InlineData("/", "<a href=\"/https://evil.example/\">", "<a href=\"./https://evil.example/\">")]
    [InlineData("/", "<a href=\"/\\\\evil.example/\">", "<a href=\"./\\\\evil.example/\">")]
    [InlineData("/", "<a href=\"/&#47;&#47;evil.example/\">", "<a href=\"./&#47;&#47;evil.example/\">")]
    // the one page that answers at any depth
    [InlineData("/404.html", "<a href=\"/topics/x/\">", "<a href=\"/topics/x/\">")]
    [InlineData("/404.html", "<a href=\"/\">", "<a href=\"/\">")]
    [InlineData("/404.html", "<a href=\"/\\\\evil.example/\">", "<a href=\"/./\\\\evil.example/\">")]
    [InlineData("/404.html", "<a href=\"/&#47;evil.example/\">", "<a href=\"/./&#47;evil.example/\">")]
    [InlineData("/404.html", "<a href=\"https://evil.example/\">", "<a href=\"#\">")]
    // text is left alone
    [InlineData("/a/", "<script>var a = '<a href=\"https://evil.example/\">'</script>", "<script>var a = '<a href=\"https://evil.example/\">'</script>")]
    [InlineData("/a/", "<!-- <a href=\"https://evil.example/\"> -->", "<!-- <a href=\"https://evil.example/\"> -->")]
    [InlineData("/a/", "<p title=\"a > b\">1 &lt; 2</p>", "<p title=\"a > b\">1 &lt; 2</p>")]
    public void Links_come_out_relative_absolute_or_not_at_all(string path, string html, string expected) =>
        Assert.Equal(expected, new LinkPass(path, Own, Signed).Run(html));

    [Fact]
    public void What_was_taken_out_is_told()
    {
        var pass = new LinkPass("/a/", Own, Signed);

        pass.Run("<a href=\"https://evil.example/\"></a><img src=\"https://known.example/x.png\">");

        Assert.Equal(["https://evil.example/"], pass.Refused);
    }

    private static readonly Gen<string> Piece = OneOf(
        "<a ", "<img ", "<form ", "<link rel=\"canonical\" ", "<iframe ", "<title>", "</title>", "<!--", "-->", "<script>", "</script>", "href", "src", "srcset", "action", "=", " = ", "\"", "'", ">", " ", "\n", "/",
        "https://evil.example/", "//evil.example", "/\\evil.example", "/&#47;evil.example", "https://known.example/x", "/topics/x/", "javascript:x", "&amp;", "&", "#", "?", ".", "@", "x", "1x,", "é");

    private static readonly Gen<string> Html = Piece.Array[0, 40].Select(pieces => string.Concat(pieces));

    private static readonly Gen<string> Path = OneOf("/", "/a/", "/404.html", "/2026/11/slug/", "/es/topics/x/");

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Passing_twice_changes_nothing_more() =>
        Gen.Select(Path, Html).Sample((path, html) =>
        {
            var once = new LinkPass(path, Own, Signed).Run(html);
            return once == new LinkPass(path, Own, Signed).Run(once);
        });

    // Read back with a real HTML parser, and resolved as a browser resolves: whatever the soup, no host that is not signed for.
    [Fact]
    public void No_host_comes_out_that_is_not_signed_for()
    {
        var parser = new AngleSharp.Html.Parser.HtmlParser();
        Gen.Select(Path, Html).Sample((path, html) =>
        {
            var document = parser.ParseDocument(new LinkPass(path, Own, Signed).Run(html));
            var written = document.All.SelectMany(e => new[] { "href", "src", "action" }.Select(e.GetAttribute)).OfType<string>()
                .Concat(document.All.Select(e => e.GetAttribute("srcset")).OfType<string>().SelectMany(s => s.Split(',')).Select(s => s.Trim().Split(' ')[0]));
            return written.All(value => new AngleSharp.Dom.Url(new AngleSharp.Dom.Url(Own + path), value) is var url && url.HostName is "news.example" or "known.example" or "");
        });
    }

    [Fact]
    public void A_link_to_the_own_site_leads_to_the_same_page_from_any_depth() =>
        Gen.Select(Path, Gen.String[Gen.Char["abcxyz0189-_.~%:@!$&()*+,;=é /\\?#"], 0, 20]).Sample((path, rest) =>
        {
            var target = "/x" + rest;
            var html = new LinkPass(path, Own, Signed).Run($"<a href=\"{System.Net.WebUtility.HtmlEncode(target)}\">");
            var written = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).QuerySelector("a")!.GetAttribute("href")!;
            return new AngleSharp.Dom.Url(new AngleSharp.Dom.Url(Own + path), written).Href == new AngleSharp.Dom.Url(new AngleSharp.Dom.Url(Own + "/"), target).Href;
        });
}
