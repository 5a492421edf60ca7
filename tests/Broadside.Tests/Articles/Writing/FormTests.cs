using Broadside.Articles.Body;
using Broadside.Staff;
using Broadside.Tests.Desk;
using CsCheck;

namespace Broadside.Tests.Articles.Writing;

/// <summary>Writing in a browser that runs no scripts.</summary>
public sealed class FormTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_form_saves_the_text_and_its_paragraphs_keep_their_ids(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var ana = await desk.SignedInAsync(Role.Writer);
        var id = await ana.BeginAsync();
        var start = await ana.DraftAsync(id);
        await ana.SaveAsync(id, (int)start["revision"]!, start["content"]!.With("First", ("aaaaaaaa", "The ferry left late."), ("bbbbbbbb", "Nobody said why."), ("cccccccc", "The end.")));
        var form = await FormAsync(ana, id);
        Assert.Equal("The ferry left late.\n\nNobody said why.\n\nThe end.\n", form["Body"]);

        form["Body"] = "# A first headline\n\nThe ferry left **very** late.\n\nBetween.\n\nNobody said why.\n\nThe end.\n";
        var answer = await SendAsync(ana, id, form);

        Assert.Equal($"/desk/articles/{id}?done=text_saved", answer.To);
        var blocks = (await ana.DraftAsync(id))["content"]!["blocks"]!.AsArray();
        Assert.Equal(["heading", "paragraph", "paragraph", "paragraph", "paragraph"], blocks.Select(b => (string?)b!["kind"]));
        Assert.Equal(["aaaaaaaa", "bbbbbbbb", "cccccccc"], new[] { 1, 3, 4 }.Select(i => (string?)blocks[i]!["id"]));
        Assert.Equal("strong", (string?)blocks[1]!["marks"]![0]!["kind"]);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_only_one_changed_comes_together_by_itself(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var ana = await desk.SignedInAsync(Role.Editor);
        using var ben = await desk.SignedInAsync(Role.Editor);
        var id = await TwoParagraphsAsync(ana);
        desk.Time.Advance(TimeSpan.FromMinutes(2));
        var form = await FormAsync(ana, id);
        var theirs = await ben.DraftAsync(id);
        await ben.SaveAsync(id, (int)theirs["revision"]!, theirs["content"]!.With("Ben’s headline", ("aaaaaaaa", "One."), ("bbbbbbbb", "Two, says Ben.")), "tab-b");
        desk.Time.Advance(TimeSpan.FromMinutes(2));

        form["Body"] = "One, says Ana.\n\nTwo.\n\nThree.\n";
        var answer = await SendAsync(ana, id, form);

        Assert.Equal($"/desk/articles/{id}?done=text_merged", answer.To);
        var content = (await ana.DraftAsync(id))["content"]!;
        Assert.Equal(("Ben’s headline", "One, says Ana.|Two, says Ben.|Three."), ((string?)content["title"], string.Join('|', content["blocks"]!.AsArray().Select(b => (string?)b!["text"]))));
    }

    [Theory]
    [InlineData("Mine", "One, says Ana.")]
    [InlineData("Theirs", "One, says Ben.")]
    [InlineData("Both", "One, says Ben.|One, says Ana.")]
    public async Task What_both_changed_is_shown_and_chosen_and_nothing_is_lost_meanwhile(string choice, string first)
    {
        await using var desk = await TestDesk.StartAsync();
        using var ana = await desk.SignedInAsync(Role.Editor);
        using var ben = await desk.SignedInAsync(Role.Editor);
        var id = await TwoParagraphsAsync(ana);
        desk.Time.Advance(TimeSpan.FromMinutes(2));
        var form = await FormAsync(ana, id);
        var theirs = await ben.DraftAsync(id);
        await ben.SaveAsync(id, (int)theirs["revision"]!, theirs["content"]!.With(null, ("aaaaaaaa", "One, says Ben."), ("bbbbbbbb", "Two.")), "tab-b");
        desk.Time.Advance(TimeSpan.FromMinutes(2));

        form["Body"] = "One, says Ana.\n\nTwo, says Ana.\n";
        var asked = await SendAsync(ana, id, form);

        Assert.Equal(409, asked.Status);
        var page = asked.Document;
        Assert.Equal(["One, says Ben.", "One, says Ana."], page.QuerySelectorAll(".sides .text").Select(e => e.TextContent));
        Assert.Equal("One, says Ben.", (string?)(await ben.DraftAsync(id))["content"]!["blocks"]![0]!["text"]);
        var again = page.QuerySelectorAll("form.merge [name]").Where(e => e.GetAttribute("type") != "radio").ToDictionary(e => e.GetAttribute("name")!, e => e.GetAttribute("value") ?? e.TextContent);
        again["choice:block aaaaaaaa"] = choice;
        var done = await SendAsync(ana, id, again);

        Assert.Equal(302, done.Status);
        var blocks = (await ana.DraftAsync(id))["content"]!["blocks"]!.AsArray();
        Assert.Equal(first + "|Two, says Ana.", string.Join('|', blocks.Select(b => (string?)b!["text"])));
        Assert.Equal("aaaaaaaa", (string?)blocks[0]!["id"]);
    }

    [Fact]
    public async Task A_form_of_an_article_that_somebody_has_keeps_its_text_and_can_take_over()
    {
        await using var desk = await TestDesk.StartAsync();
        using var ana = await desk.SignedInAsync(Role.Editor);
        using var ben = await desk.SignedInAsync(Role.Editor);
        var id = await TwoParagraphsAsync(ana);
        desk.Time.Advance(TimeSpan.FromMinutes(2));
        var form = await FormAsync(ana, id);
        await ben.CallAsync(HttpMethod.Post, $"/desk/articles/{id}/lock/take", new { tab = "b" });

        form["Body"] = "One, says Ana.\n";
        var locked = await SendAsync(ana, id, form);

        Assert.Equal(423, locked.Status);
        var again = locked.Document.QuerySelectorAll("form.merge [name]").ToDictionary(e => e.GetAttribute("name")!, e => e.GetAttribute("value") ?? e.TextContent);
        Assert.Equal("One, says Ana.\n", again["Body"].TrimStart('\n'));
        Assert.Equal(302, (await SendAsync(ana, id, again)).Status);
        Assert.Equal("One, says Ana.", (string?)(await ana.DraftAsync(id))["content"]!["blocks"]![0]!["text"]);
        Assert.False((bool)(await ben.CallAsync(HttpMethod.Post, $"/desk/articles/{id}/lock", new { tab = "b" })).Json!["mine"]!);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_form_that_changes_no_text_changes_no_letter_of_it(int round)
    {
        await using var desk = await TestDesk.StartAsync();
        using var ana = await desk.SignedInAsync(Role.Editor);
        await SaveTextTests.PublishAsync(desk, Site.Newspaper.Article("a", "As published", "First words.") with { Blocks = MadeUpBlocks.Numbered([.. MadeUpBlocks.Kinds.Values.Select(gen => Sample(gen, round))]) });
        var before = (await ana.DraftAsync("a"))["content"]!["blocks"]!.ToJsonString();
        var form = await FormAsync(ana, "a");
        form["Title"] = "Changed";

        Assert.Equal(302, (await SendAsync(ana, "a", form)).Status);

        var after = (await ana.DraftAsync("a"))["content"]!;
        Assert.Equal(("Changed", before), ((string?)after["title"], after["blocks"]!.ToJsonString()));
    }

    private static Block Sample(Gen<Block> gen, int round)
    {
        Block? one = null;
        gen.Sample(b => { one = b; }, iter: round, threads: 1, seed: "0000KOIPe036");
        return one!;
    }

    private static async Task<string> TwoParagraphsAsync(DeskClient browser)
    {
        var id = await browser.BeginAsync("First");
        var start = await browser.DraftAsync(id);
        await browser.SaveAsync(id, (int)start["revision"]!, start["content"]!.With(null, ("aaaaaaaa", "One."), ("bbbbbbbb", "Two.")));
        return id;
    }

    internal static async Task<Dictionary<string, string>> FormAsync(DeskClient browser, string id)
    {
        var page = await browser.GetAsync("/desk/articles/" + id);
        // The parser takes one newline from the start of a textarea, as browsers do.
        return page.Document.QuerySelectorAll("form.plain [name]").ToDictionary(e => e.GetAttribute("name")!, e => e.GetAttribute("value") ?? e.TextContent);
    }

    internal static Task<DeskClient.Answer> SendAsync(DeskClient browser, string id, Dictionary<string, string> form)
    {
        form.Remove("__RequestVerificationToken");
        // Browsers send line ends as CR LF.
        return browser.SubmitAsync("/desk", "/desk/articles/" + id, [.. form.Select(f => (f.Key, f.Value.Replace("\n", "\r\n", StringComparison.Ordinal)))]);
    }
}
