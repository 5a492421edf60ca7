using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Curating;
using Broadside.Site.Reports;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Site.Desk;

public sealed class CurateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_front_page_is_arranged_by_buttons_alone_and_readers_have_it_when_it_is_signed(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.PublishAsync([.. Enumerable.Range(0, 6).Select(i => Newspaper.Article($"a{i}", $"Headline {i}", "Text.") with { PublishedAt = Newspaper.Noon.AddMinutes(i) })]);
        Assert.Contains("Headline 5", LeadOf((await desk.ReaderAsync("/")).Body), StringComparison.Ordinal);

        var mark = MarkOf(await editor.GetAsync("/desk/front"));
        var added = await editor.SubmitAsync("/desk/front", "/desk/front", ("Mark", mark), ("Language", "en"), ("Lead", "a1"), ("Act", "lead-add"), ("Address", desk.Address + "/2026/11/a3/"));
        Assert.Equal(["a1", "a3"], Leads(added));
        var moved = await editor.SubmitAsync("/desk/front", "/desk/front", ("Mark", mark), ("Language", "en"), ("Lead", "a1"), ("Lead", "a3"), ("Act", "lead-up-1"));
        Assert.Equal(["a3", "a1"], Leads(moved));
        Assert.Contains("Readers do not have this yet", moved.Text, StringComparison.Ordinal);
        // The frame beside shows it, readers do not.
        var preview = await editor.GetAsync(moved.Document.QuerySelector("iframe")!.GetAttribute("src")!);
        Assert.Contains("Headline 3", LeadOf(preview.Body), StringComparison.Ordinal);
        Assert.Contains("Headline 5", LeadOf((await desk.ReaderAsync("/")).Body), StringComparison.Ordinal);
        var signed = await editor.SubmitAsync("/desk/front", "/desk/front", ("Mark", mark), ("Language", "en"), ("Lead", "a3"), ("Lead", "a1"), ("Act", "sign"));

        Assert.Equal("/desk/front?language=en&done=front_signed", signed.To);
        Assert.Contains("Headline 3", LeadOf((await desk.ReaderAsync("/")).Body), StringComparison.Ordinal);
        Assert.Equal(["a3", "a1"], desk.Get<CurateFront>().Of("en").Lead);
        // Sent twice it is signed once; by somebody who looked earlier it is not signed over another's.
        var version = desk.Get<VersionStore>().Live("site/curation")!.Number;
        Assert.Equal(302, (await editor.SubmitAsync("/desk/front", "/desk/front", ("Mark", mark), ("Language", "en"), ("Lead", "a3"), ("Lead", "a1"), ("Act", "sign"))).Status);
        var stale = await editor.SubmitAsync("/desk/front", "/desk/front", ("Mark", mark), ("Language", "en"), ("Lead", "a0"), ("Act", "sign"));
        Assert.Equal((422, version), (stale.Status, desk.Get<VersionStore>().Live("site/curation")!.Number));
        Assert.Equal(["a0"], Leads(stale));
        Assert.Equal(302, (await editor.SubmitAsync("/desk/front", "/desk/front", ("Mark", MarkOf(stale)), ("Language", "en"), ("Lead", "a0"), ("Act", "sign"))).Status);
    }

    [Theory]
    [InlineData("lead-up-0", "a,b,c")]
    [InlineData("lead-down-2", "a,b,c")]
    [InlineData("lead-down-0", "b,a,c")]
    [InlineData("lead-off-1", "a,c")]
    [InlineData("lead-off-9", "a,b,c")]
    [InlineData("lead-up--1", "a,b,c")]
    [InlineData("sign-lead", "a,b,c")]
    public void A_press_moves_one_and_nonsense_moves_nothing(string act, string expected)
    {
        string[] list = ["a", "b", "c"];

        Assert.Equal(expected, string.Join(',', Broadside.Themes.DeskFrame.OrderAct.Read(act)?.On(list) ?? [.. list]));
    }

    [Fact]
    public async Task What_is_not_published_cannot_lead()
    {
        await using var desk = await TestDesk.StartAsync();
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.Get<SaveDraft>().RunAsync(Newspaper.Article("secret", "Embargoed", "Text."), Actor.Operator, Cancel);
        var mark = MarkOf(await editor.GetAsync("/desk/front"));

        Assert.Equal(422, (await editor.SubmitAsync("/desk/front", "/desk/front", ("Mark", mark), ("Act", "lead-add"), ("Address", "secret"))).Status);
        var signed = await editor.SubmitAsync("/desk/front", "/desk/front", ("Mark", mark), ("Lead", "secret"), ("Act", "sign"));

        Assert.Equal(422, signed.Status);
        Assert.DoesNotContain("Embargoed", signed.Body, StringComparison.Ordinal);
        Assert.Null(desk.Get<VersionStore>().Live("site/curation"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Menus_are_kept_in_order_and_lead_nowhere_but_to_pages(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.PublishAsync(Newspaper.Article("a", "Title", "Text."));
        var mark = MarkOf(await editor.GetAsync("/desk/front/menus"));

        var grown = await editor.SubmitAsync("/desk/front/menus", "/desk/front/menus", ("Mark", mark), ("HeadName", "Harbour"), ("HeadAddress", "/topics/harbour/"), ("HeadLanguage", ""), ("Act", "head-add"));
        Assert.Equal(2, grown.Document.QuerySelectorAll("input[name=HeadName]").Length);
        Assert.Contains("nothing stands there", grown.Text, StringComparison.Ordinal);
        foreach (var bad in new[] { "javascript:alert(1)", "//evil.example/", "/\\evil.example", "data:text/html,x", "https://user:pw@evil.example/", "/../desk", "harbour" })
        {
            Assert.Equal(422, (await editor.SubmitAsync("/desk/front/menus", "/desk/front/menus", ("Mark", mark), ("HeadName", "X"), ("HeadAddress", bad), ("HeadLanguage", ""), ("Act", "sign"))).Status);
        }
        var signed = await editor.SubmitAsync("/desk/front/menus", "/desk/front/menus", ("Mark", mark), ("HeadName", "<b>One</b>"), ("HeadAddress", "/archive/"), ("HeadLanguage", ""), ("HeadName", ""), ("HeadAddress", ""), ("HeadLanguage", ""), ("FootName", "Elsewhere"), ("FootAddress", "https://example.org/"), ("FootLanguage", "en"), ("Act", "sign"));

        Assert.Equal("/desk/front/menus?done=menus_signed", signed.To);
        var front = (await desk.ReaderAsync("/")).Body;
        Assert.Contains("&lt;b&gt;One&lt;/b&gt;", front, StringComparison.Ordinal);
        Assert.Contains("https://example.org/", front, StringComparison.Ordinal);
        Assert.Equal(422, (await editor.SubmitAsync("/desk/front/menus", "/desk/front/menus", ("Mark", mark), ("HeadName", "Two"), ("HeadAddress", "/archive/"), ("HeadLanguage", ""), ("Act", "sign"))).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_redirect_leads_to_a_page_of_this_site_for_good_and_can_be_taken_away(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.PublishAsync(Newspaper.Article("a", "Title", "Text."));

        Assert.Equal(302, (await editor.SubmitAsync("/desk/front/redirects", "/desk/front/redirects", ("From", "/old/"), ("To", "/2026/11/a/"))).Status);
        Assert.Equal((301, "/2026/11/a/"), await desk.ReaderAsync("/old/") is var old ? (old.Status, old.To) : default);
        foreach (var (from, to) in new[] { ("/x/", "https://evil.example/"), ("/x/", "//evil.example/"), ("/x/", "/nothing/"), ("/2026/11/a/", "/archive/"), ("/desk/x", "/archive/"), ("x", "/archive/"), ("/", "/archive/") })
        {
            Assert.Equal(422, (await editor.SubmitAsync("/desk/front/redirects", "/desk/front/redirects", ("From", from), ("To", to))).Status);
        }
        Assert.Contains("/old/", (await editor.GetAsync("/desk/front/redirects?q=OLD")).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await editor.SubmitAsync("/desk/front/redirects", "/desk/front/redirects?handler=Remove", ("Path", "/old/"))).Status);
        Assert.Equal(404, (await editor.SubmitAsync("/desk/front/redirects", "/desk/front/redirects?handler=Remove", ("Path", "/old/"))).Status);
        Assert.Equal(404, (await desk.ReaderAsync("/old/")).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_readers_report_becomes_one_correction_however_often_it_is_pressed(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.PublishAsync(Newspaper.Article("a", "The vote", "Text."));
        foreach (var message in new[] { "The date is <script>wrong</script>.", "Thank you for this.", "Spam spam." })
        {
            Assert.True((await desk.Get<ReportError>().RunAsync("/2026/11/a/", message, "reader@example.org", null, null, Cancel)).IsDone);
            desk.Time.Advance(TimeSpan.FromSeconds(1));
        }
        var pages = (await editor.GetAsync("/desk/reports")).Document.QuerySelectorAll(".cards a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(3, pages.Count);
        Assert.Contains("3 readers reported errors", (await editor.GetAsync("/desk")).Text, StringComparison.Ordinal);

        var shown = await editor.GetAsync(pages[2]);
        Assert.Contains("<script>wrong", shown.Document.QuerySelector("blockquote")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("mailto:reader%40example.org?subject=Your%20report%20on%20%E2%80%9CThe%20vote%E2%80%9D", shown.Document.QuerySelector(".facts a[href^=mailto]")!.GetAttribute("href"));
        Assert.Equal(422, (await editor.SubmitAsync(pages[2], pages[2] + "?handler=Correct", ("Kind", "Correction"), ("Text", " "))).Status);
        var corrected = await editor.SubmitAsync(pages[2], pages[2] + "?handler=Correct", ("Kind", "Correction"), ("Text", "It was Tuesday."));
        var twice = await editor.SubmitAsync(pages[2], pages[2] + "?handler=Correct", ("Kind", "Correction"), ("Text", "It was Tuesday."));
        Assert.Equal(302, (await editor.SubmitAsync(pages[1], pages[1] + "?handler=Answer", ("Answer", "Thanked."))).Status);
        Assert.Equal(302, (await editor.SubmitAsync(pages[0], pages[0] + "?handler=Aside")).Status);

        Assert.Equal(("/desk/reports?done=report_corrected", 422), (corrected.To, twice.Status));
        Assert.Equal("It was Tuesday.", Assert.Single((await desk.LiveAsync("a")).Corrections).Text);
        await using var db = desk.Db();
        Assert.Equal(["Aside", "Answered", "Corrected"], (await db.Set<ErrorReport>().OrderByDescending(r => r.Id).ToListAsync(Cancel)).Select(r => r.State.ToString()));
        Assert.All(await db.Set<ErrorReport>().ToListAsync(Cancel), r => Assert.Null(r.Contact));
        Assert.Contains("No report waits", (await editor.GetAsync("/desk/reports")).Text, StringComparison.Ordinal);
        Assert.Equal(3, (await editor.GetAsync("/desk/reports?settled=true")).Document.QuerySelectorAll(".cards > li").Length);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_standard_pages_are_made_from_a_few_answers_and_no_answer_becomes_markup(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        (string, string)[] answers = [("Language", "en"), ("Owner", "Tide <script>alert(1)</script> Ltd"), ("Place", "[Porto](javascript:alert(1))"), ("Since", "2019"), ("Editor", "Ana"), ("Email", "ana@example.org"), ("Funding", "Readers.\n# Not a heading")];

        Assert.Equal(422, (await editor.SubmitAsync("/desk/front/pages", "/desk/front/pages", [.. answers.Select(a => a.Item1 == "Editor" ? (a.Item1, " ") : a)])).Status);
        Assert.Equal("/desk/front/pages?done=pages_made", (await editor.SubmitAsync("/desk/front/pages", "/desk/front/pages", answers)).To);

        Assert.Equal(6, (await editor.GetAsync("/desk/front/pages")).Document.QuerySelectorAll("tbody tr").Length);
        var about = (await desk.ReaderAsync("/about/")).Body;
        Assert.DoesNotContain("<script>alert", about, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript:", about, StringComparison.OrdinalIgnoreCase);
    }

    private static string MarkOf(DeskClient.Answer page) => page.Document.QuerySelector("input[name=Mark]")!.GetAttribute("value")!;

    private static IEnumerable<string?> Leads(DeskClient.Answer page) => page.Document.QuerySelectorAll("input[name=Lead]").Select(i => i.GetAttribute("value"));

    // The first headline that a reader comes to.
    private static string LeadOf(string page) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page).QuerySelector("main h2, main h3")!.TextContent;
}
