using Broadside.Articles;
using Broadside.Digest;
using Broadside.Digest.Scheduling;
using Broadside.Guard;
using Broadside.Mail.Letters;
using Broadside.Staff;
using Broadside.Storage;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Digest;

/// <summary>The page of the next digest, in a browser without scripts.</summary>
public sealed class TodayTests
{
    private const string Page = "/desk/digest";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task It_says_what_is_in_it_when_it_goes_and_to_how_many(string engine)
    {
        await using var desk = await OpenAsync(engine);
        await desk.Get<IEngine>().AddReadersAsync(1204);
        await desk.Get<IEngine>().AddReadersAsync(3, hour: 18);
        await desk.Get<IEngine>().AddReadersAsync(5, cadence: "weekly");
        await desk.Get<IEngine>().AddReadersAsync(7, topics: " nothing-on-this ");
        using var editor = await desk.SignedInAsync(Role.Editor);

        var page = await editor.GetAsync(Page);

        Assert.Equal(200, page.Status);
        Assert.Contains("This mails 1,207 people on", page.Text, StringComparison.Ordinal);
        Assert.Contains("07:00", page.Text, StringComparison.Ordinal);
        Assert.Contains("3 of them chose an hour of their own", page.Text, StringComparison.Ordinal);
        Assert.Contains("5 people", (await editor.GetAsync(Page + "?kind=weekly")).Text, StringComparison.Ordinal);
        Assert.Equal(["c", "b", "a"], Items(page));
    }

    [Fact]
    public async Task Where_nobody_would_get_it_there_is_nothing_to_send()
    {
        await using var desk = await OpenAsync(Engines.Sqlite);
        using var editor = await desk.SignedInAsync(Role.Editor);

        var page = await editor.GetAsync(Page);

        Assert.Contains("Nobody on the list would get it", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Send it now", page.Text, StringComparison.Ordinal);
        Assert.Equal(422, (await editor.PostAsync(Page, ("Act", "item-off"), ("__RequestVerificationToken", DeskClient.TokenOf(page.Body)))).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_editor_reorders_leaves_out_and_puts_back(string engine)
    {
        await using var desk = await OpenAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);

        Assert.Equal(302, (await PressAsync(editor, "item-down-0")).Status);
        Assert.Equal(["b", "c", "a"], Items(await editor.GetAsync(Page)));
        await PressAsync(editor, "item-off-1");
        Assert.Equal(["b", "a"], Items(await editor.GetAsync(Page)));
        Assert.DoesNotContain("The harbour, c", (await editor.GetAsync(await PreviewAsync(editor))).Body, StringComparison.Ordinal);
        await PressAsync(editor, "left-back-0");

        Assert.Equal(["b", "a", "c"], Items(await editor.GetAsync(Page)));
        var outlook = await desk.Get<LookAhead>().RunAsync(DigestKind.Daily, Cancel);
        Assert.Equal(["b", "a", "c"], outlook.Gathered.Articles.Select(a => a.Content.Id));
        Assert.Equal(3, (await desk.LogAsync()).Count(a => a.What == "digest order" && a.Who == editor.Member!.Id));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Words_are_kept_and_stand_in_the_preview_which_runs_nothing(string engine)
    {
        await using var desk = await OpenAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);

        await SubmitAsync(editor, "Words", ("subject", "A wet week"), ("note", "We moved <b>office</b>."));

        var preview = await editor.GetAsync(await PreviewAsync(editor));
        Assert.Contains("We moved &lt;b&gt;office&lt;/b&gt;.", preview.Body, StringComparison.Ordinal);
        Assert.Contains("<title>A wet week</title>", preview.Body, StringComparison.Ordinal);
        Assert.DoesNotContain('\uE000', preview.Body);
        Assert.Contains("@media not all", preview.Body, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'; style-src 'unsafe-inline'; img-src 'self'", preview.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", preview.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", (await editor.GetAsync(Page)).Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("@media all", (await editor.GetAsync(await PreviewAsync(editor, "dark"))).Body, StringComparison.Ordinal);
        var text = await editor.GetAsync(await PreviewAsync(editor, "text"));
        Assert.StartsWith("text/plain", text.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains("We moved <b>office</b>.", text.Body, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task It_says_that_the_last_of_very_many_are_headlines_and_how_many_wait(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        await desk.PublishAsync([.. Enumerable.Range(0, 303).Select(i => Newspaper.Article($"n{i:000}", $"News {i}", "Text.") with { PublishedAt = desk.Time.GetUtcNow() })]);
        using var editor = await desk.SignedInAsync(Role.Editor);

        var page = await editor.GetAsync(Page);

        Assert.Contains("the last ones stand as headlines", page.Text, StringComparison.Ordinal);
        Assert.Contains("3 more wait for the digest after", page.Text, StringComparison.Ordinal);
        Assert.Contains("More on the site", (await editor.GetAsync(await PreviewAsync(editor, "text"))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task It_is_held_and_let_go(string engine)
    {
        await using var desk = await OpenAsync(engine);
        await desk.Get<IEngine>().AddReadersAsync(2);
        using var editor = await desk.SignedInAsync(Role.Editor);

        await SubmitAsync(editor, "Hold");
        var held = await editor.GetAsync(Page);
        await SubmitAsync(editor, "Release");

        Assert.Contains("It is held", held.Text, StringComparison.Ordinal);
        Assert.Contains("Let it go to 2 people", held.Text, StringComparison.Ordinal);
        Assert.Null(held.Document.QuerySelector("button[formaction*=Now]"));
        Assert.Contains("This mails 2 people", (await editor.GetAsync(Page)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Send_now_says_until_when_it_can_be_taken_back(string engine)
    {
        await using var desk = await OpenAsync(engine);
        await desk.Get<IEngine>().AddReadersAsync(2);
        using var editor = await desk.SignedInAsync(Role.Editor);

        await SubmitAsync(editor, "Now");
        Assert.Contains("Until then you can take it back", (await editor.GetAsync(Page)).Text, StringComparison.Ordinal);
        Assert.Equal(EditDigest.Undo.TotalSeconds, ((await desk.DigestsAsync())[0].SendAt - desk.Time.GetUtcNow()).TotalSeconds, 0.001);
        await SubmitAsync(editor, "Undo");
        Assert.Equal((7, 0), ((await desk.DigestsAsync())[0].SendAt.Hour, (await desk.DigestsAsync())[0].SendAt.Minute));
        await desk.FreezeAsync();

        var late = await editor.PostAsync(Page + "?handler=Undo", ("number", "1"), ("__RequestVerificationToken", DeskClient.TokenOf((await editor.GetAsync(Page)).Body)));
        Assert.Equal(422, late.Status);
        Assert.Contains("It is fixed", late.Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Habits_are_signed_and_move_the_open_digest(string engine)
    {
        await using var desk = await OpenAsync(engine);
        await desk.Get<IEngine>().AddReadersAsync(2);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await editor.GetAsync(Page);
        var before = (await desk.DigestsAsync()).Single();

        await SubmitAsync(editor, "Habits", ("isOn", "true"), ("hour", "18"), ("day", "Friday"));

        Assert.Equal(new DigestHabits { IsOn = true, Hour = 18, WeeklyDay = DayOfWeek.Friday }, desk.Get<SiteRecord>().Read<DigestHabits>(DigestHabits.Part));
        var after = (await desk.DigestsAsync()).Single();
        Assert.Equal(18, after.SendAt.Hour);
        Assert.NotEqual(before.SendAt, after.SendAt);
        Assert.Equal(10, after.Day.Length);
        Assert.Contains("every day at 18:00", (await editor.GetAsync(Page)).Text, StringComparison.Ordinal);
        await SubmitAsync(editor, "Habits", ("hour", "18"), ("day", "Friday"));
        Assert.Contains("goes when you say so", (await editor.GetAsync(Page)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_test_goes_to_whoever_asks_for_it_as_readers_would_get_it(string engine)
    {
        await using var desk = await OpenAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor, "eva@example.org");

        await SubmitAsync(editor, "Test");
        await desk.SendLettersAsync();

        await using var db = desk.Db();
        var letter = await db.Set<Letter>().AsNoTracking().SingleAsync(Cancel);
        Assert.Equal(("eva@example.org", LetterState.Accepted, "Test: The harbour, c"), (letter.Recipient, letter.State, letter.Subject));
        using var message = await MimeKit.MimeMessage.LoadAsync(Directory.GetFiles(Path.Combine(desk.Folder, "outbox"), "*.eml", SearchOption.AllDirectories).Single(), Cancel);
        Assert.Contains("The harbour, b", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("The harbour, b", message.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain('\uE000', message.TextBody + message.HtmlBody);
    }

    internal static async Task<TestDesk> OpenAsync(string engine)
    {
        var desk = await TestDesk.StartAsync(engine);
        // One by one: their sequence is their order.
        foreach (var (id, minutes) in new[] { ("a", 30), ("b", 20), ("c", 10) })
        {
            await desk.PublishAsync(Newspaper.Article(id, $"The harbour, {id}", "The harbour was quiet.") with { PublishedAt = desk.Time.GetUtcNow().AddMinutes(-minutes), Topics = [new Term("harbour", "Harbour")], Standfirst = $"What the water leaves, {id}." });
        }
        return desk;
    }

    private static List<string> Items(DeskClient.Answer page) => [.. page.Document.QuerySelectorAll("input[name=Item]").Select(i => i.GetAttribute("value")!)];

    private static async Task<string> PreviewAsync(DeskClient editor, string form = "wide") =>
        (await editor.GetAsync($"{Page}?as={form}")).Document.QuerySelector("#digest-preview")!.GetAttribute("src")!;

    // As a browser sends the form in which the button stands.
    private static async Task<DeskClient.Answer> PressAsync(DeskClient editor, string act)
    {
        var form = (await editor.GetAsync(Page)).Document.QuerySelector("form[data-order]")!;
        var fields = form.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? "")).Append(("Act", act));
        return await editor.PostAsync(form.GetAttribute("action")!, [.. fields]);
    }

    private static async Task SubmitAsync(DeskClient editor, string handler, params (string Name, string Value)[] fields)
    {
        var page = await editor.GetAsync(Page);
        var number = page.Document.QuerySelector("input[name=number]")?.GetAttribute("value") ?? "0";
        var answer = await editor.PostAsync($"{Page}?handler={handler}", [.. fields, ("number", number), ("__RequestVerificationToken", DeskClient.TokenOf(page.Body))]);
        Assert.Equal(302, answer.Status);
    }
}
