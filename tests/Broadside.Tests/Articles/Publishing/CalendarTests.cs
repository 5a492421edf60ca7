using Broadside.Articles;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Publishing;

public sealed class CalendarTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_week_shows_what_is_scheduled_planned_and_published_and_things_are_moved_by_a_form(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var other = await desk.SignedInAsync(Role.Writer);
        foreach (var id in new[] { "out", "due", "plan" })
        {
            await desk.WriteAsync(Drafts.Fresh(id, "Title " + id, "Text."), editor);
        }
        await editor.PressPublishAsync("out");
        await SendAsync(editor, "due", "Schedule", ("At", "2026-11-25T08:30"));
        await SendAsync(editor, "plan", "Plan", ("Day", "2026-11-26"));

        Assert.Equal("out@7 ", await WeekAsync(editor, "2026-11-22"));
        Assert.Equal("due@3 plan@4 ", await WeekAsync(editor, "2026-11-23"));
        Assert.Equal(302, (await MoveAsync(editor, "due", "2026-11-27")).Status);
        Assert.Equal(302, (await MoveAsync(editor, "plan", "2026-11-23")).Status);
        Assert.Equal("plan@1 due@5 ", await WeekAsync(editor, "2026-11-29"));
        await using var db = desk.Db();
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 8, 30, 0, TimeSpan.Zero), (await db.Set<Article>().SingleAsync(a => a.Id == "due", Cancel)).ScheduledAt);
        Assert.Equal(403, (await MoveAsync(other, "plan", "2026-11-24")).Status);
        Assert.Equal(403, (await MoveAsync(other, "due", "2026-11-24")).Status);
        Assert.Equal(422, (await MoveAsync(editor, "due", "2026-11-01")).Status);
        Assert.Equal(422, (await MoveAsync(editor, "due", "<script>")).Status);
        Assert.Equal(404, (await MoveAsync(editor, "none", "2026-11-24")).Status);
        Assert.Equal(200, (await editor.GetAsync("/desk/calendar?week=9999-99-99")).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_waits_for_a_person_stands_in_their_inbox_and_nobody_elses(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine, ("Desk:WritersPublish", "false"));
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var writer = await desk.SignedInAsync(Role.Writer);
        using var other = await desk.SignedInAsync(Role.Writer);
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge & water", "Text."), writer);

        await SendAsync(writer, "a", "Submit", ("Note", "Please look."));
        Assert.Contains("Please look.", (await editor.GetAsync("/desk/inbox")).Text, StringComparison.Ordinal);
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(editor, "a", "Return", ("Note", "One more source."));
        Assert.DoesNotContain("Bridge & water", (await editor.GetAsync("/desk/inbox")).Text, StringComparison.Ordinal);
        Assert.Contains("One more source.", (await writer.GetAsync("/desk/inbox")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bridge & water", (await other.GetAsync("/desk/inbox")).Text, StringComparison.Ordinal);
        await SendAsync(editor, "a", "Assign", ("To", other.Member!.Id));
        Assert.Contains("is yours", (await other.GetAsync("/desk/inbox")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bridge & water", (await treasurer.GetAsync("/desk/inbox")).Text, StringComparison.Ordinal);
        Assert.Equal(422, (await SendAsync(editor, "a", "Assign", ("To", treasurer.Member!.Id))).Status);
        Assert.Equal(422, (await SendAsync(editor, "a", "Assign", ("To", "nobody"))).Status);
    }

    private static Task<DeskClient.Answer> SendAsync(DeskClient browser, string id, string act, params (string, string)[] fields) =>
        browser.SubmitAsync($"/desk/articles/{id}/publish", $"/desk/articles/{id}/publish?handler={act}", fields);

    private static Task<DeskClient.Answer> MoveAsync(DeskClient browser, string id, string day) =>
        browser.SubmitAsync("/desk/calendar", "/desk/calendar?handler=Move", ("Id", id), ("Day", day));

    // "ID@DAY", Monday is 1.
    private static async Task<string> WeekAsync(DeskClient browser, string day) =>
        string.Concat((await browser.GetAsync("/desk/calendar?week=" + day)).Document.QuerySelectorAll(".week > section")
            .SelectMany((section, i) => section.QuerySelectorAll("li > a").Select(a => $"{a.GetAttribute("href")!.Split('/')[3]}@{i + 1} ")));
}
