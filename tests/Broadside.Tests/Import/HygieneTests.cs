using Broadside.Articles.Body;
using Broadside.Import.Hygiene;

namespace Broadside.Tests.Import;

public sealed class HygieneTests
{
    private static readonly HashSet<string> Article = [.. Terms.Of("The council closed the old bridge on Monday and the ferry will not run before the summer. Neighbours want to speak first. Modern boats of the city.")];

    [Theory]
    [InlineData("assetto corsa mods")]
    [InlineData("Buy cheap viagra online")]
    [InlineData("kumpulan situs slot gacor")]
    [InlineData("minecraft server list")]
    [InlineData("tragamonedas casinos en línea")]
    [InlineData("essay writing service")]
    public void A_planted_line_is_found(string line) => Assert.NotNull(ForeignLine.Why(line, () => Article, linked: false));

    [Theory]
    [InlineData("What Comes Next")]
    [InlineData("Crisis In Colombian Diplomacy")]
    [InlineData("A Brief Diplomatic History Of Tensions")]
    [InlineData("Petro’s Letter To Trump")]
    [InlineData("Una larga espera")]
    [InlineData("the old bridge")]
    [InlineData("“never again”")]
    [InlineData("by Ana Ruiz")]
    [InlineData("translated by Luis Mora")]
    [InlineData("They never came back.")]
    [InlineData("***")]
    [InlineData("II")]
    public void A_true_heading_or_line_is_not(string line) => Assert.Null(ForeignLine.Why(line, () => Article, linked: false));

    [Fact]
    public void A_line_that_is_nothing_but_an_outside_link_needs_a_word_of_the_article()
    {
        Assert.NotNull(ForeignLine.Why("Vacation Villas Bali", () => Article, linked: true));
        Assert.Null(ForeignLine.Why("Bridge Report 2024", () => Article, linked: true));
    }

    [Fact]
    public void A_commercial_anchor_that_stands_nowhere_else_is_a_hint_and_an_honest_one_is_none()
    {
        var body = HtmlReader.Read("<p>The council closed the old bridge <a href='https://pills.example/'>cheap pharmacy pills</a> on Monday, two officials said.</p><p>The <a href='https://council.example/minutes'>minutes</a> name no reason.</p><p>A ferry is planned.</p>");
        var (hygiene, _) = BodyFindings.Of(body, "The bridge", "“The bridge”");
        var hint = Assert.Single(hygiene);
        Assert.Equal(("off_topic", "pills.example", "cheap pharmacy pills"), (hint.Code, hint.Domain, hint.Text));
        Assert.StartsWith("Only a hint", hint.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_links_scripts_frames_handlers_and_packed_text_are_findings()
    {
        var body = HtmlReader.Read("<p onclick='x()'>a<span style='text-indent:-9999px;position:absolute'><a href='https://h.example/'>h</a></span></p><script src='https://s.example/'></script><iframe src='https://f.example/'></iframe><script>eval(unescape('%61'))</script>");
        var (hygiene, _) = BodyFindings.Of(body, "T", "“T”");
        Assert.Equal(["encoded", "frame", "handler", "hidden_link", "script"], hygiene.Select(h => h.Code).Distinct().Order());
        Assert.All(hygiene, h => Assert.Equal("“T”", h.Item));
    }

    [Fact]
    public void Domains_are_counted_with_their_first_year_and_hidden_ones_stand_first()
    {
        var tally = new DomainTally();
        tally.Take("<p><a href=\"https://honest.example/a\">x</a> <a href='http://www.honest.example/b'>y</a></p>", "“Old”", 2012);
        tally.Take("<p><a href=\"https://honest.example/c\">x</a> <a href=\"/own\">o</a> <a href=\"https://me.example/\">m</a></p>", "“New”", 2020);
        tally.Take("<div style=\"display:none\"><a href=\"https://spam.example/\">cheap</a></div>", "“Hit”", 2019);
        var findings = tally.Findings(new HashSet<string> { "me.example" });
        Assert.Equal(["spam.example", "honest.example"], findings.Select(f => f.Domain));
        Assert.Equal("1 link in 1 item, first in 2019; hidden elements link to it.", findings[0].Reason);
        Assert.Equal(("“Old”", "3 links in 2 items, first in 2012."), (findings[1].Item, findings[1].Reason));
        Assert.Equal(["spam.example"], tally.Suspects);
    }
}
