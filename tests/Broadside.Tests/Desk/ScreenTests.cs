using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Staff;
using Broadside.Tests.Staff;

namespace Broadside.Tests.Desk;

public sealed class ScreenTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_checks_run_in_the_background_and_what_they_find_stands_on_the_health_page(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var owner = await desk.SignedInAsync(Role.Owner);
        await desk.Get<Alarms>().RaiseAsync("clock", "clock", "The clock was set forward.", default);

        Assert.Contains("have not run yet", (await owner.GetAsync("/desk/health")).Text, StringComparison.Ordinal);
        await owner.SubmitAsync("/desk/health", "/desk/health?handler=Run");
        await owner.SubmitAsync("/desk/health", "/desk/health?handler=Run");
        var running = await owner.GetAsync("/desk/health");
        Assert.NotNull(running.Document.QuerySelector("meta[http-equiv=refresh]"));
        Assert.Equal(1, await desk.Get<JobRunner>().RunDueAsync(default));

        using var page = (await owner.GetAsync("/desk/health")).Document;
        Assert.Contains("The clock was set forward.", page.QuerySelector("tr.bad")!.TextContent, StringComparison.Ordinal);
        Assert.True(page.QuerySelectorAll("tr.good").Length >= 3);
        Assert.Null(page.QuerySelector("meta[http-equiv=refresh]"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_alarm_that_somebody_saw_to_stands_no_longer_and_the_log_says_who(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.Get<Alarms>().RaiseAsync("clock", "clock", "The clock was set forward.", default);
        using var page = (await editor.GetAsync("/desk/health")).Document;
        var id = page.QuerySelector("form[action*=Seen] input[name=Id]")!.GetAttribute("value")!;

        Assert.Contains("1 alarm", (await editor.GetAsync("/desk")).Text, StringComparison.Ordinal);
        Assert.Equal("/desk/health?done=alarm_seen", (await editor.SubmitAsync("/desk/health", "/desk/health?handler=Seen", ("Id", id))).To);

        Assert.DoesNotContain("1 alarm", (await editor.GetAsync("/desk")).Text, StringComparison.Ordinal);
        Assert.Contains("No alarm stands", (await editor.GetAsync("/desk/health")).Text, StringComparison.Ordinal);
        Assert.Contains(await desk.LogAsync(), a => a.What == "see to alarm" && a.Who == editor.Member!.Id);
        Assert.Equal(404, (await editor.SubmitAsync("/desk/health", "/desk/health?handler=Seen", ("Id", id))).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_audit_log_is_searched_filtered_paged_and_exported(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var owner = await desk.SignedInAsync(Role.Owner, "ana@example.org");
        for (var i = 0; i < 60; i++)
        {
            await desk.Get<InvitePerson>().RunAsync("", $"p{i}@example.org", Role.Writer, Actor.Operator, default);
        }
        await desk.Get<InvitePerson>().RunAsync("", "late@example.org", Role.Treasurer, Actor.Operator, default);

        var first = (await owner.GetAsync("/desk/audit")).Document;
        Assert.Equal(50, first.QuerySelectorAll("tbody tr").Length);
        var older = first.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        Assert.InRange((await owner.GetAsync(older)).Document.QuerySelectorAll("tbody tr").Length, 14, 20);
        Assert.Single((await owner.GetAsync("/desk/audit?q=TREASURER")).Document.QuerySelectorAll("tbody tr"));
        Assert.Single((await owner.GetAsync($"/desk/audit?who={owner.Member!.Id}&what=join")).Document.QuerySelectorAll("tbody tr"));
        Assert.Empty((await owner.GetAsync("/desk/audit?to=2026-11-21")).Document.QuerySelectorAll("tbody tr"));
        Assert.NotEmpty((await owner.GetAsync("/desk/audit?from=2026-11-22&to=2026-11-22")).Document.QuerySelectorAll("tbody tr"));

        var json = JsonDocument.Parse((await owner.GetAsync("/desk/audit/export?format=json&what=invite")).Body).RootElement;
        Assert.Equal(62, json.GetArrayLength());
        var csv = (await owner.GetAsync("/desk/audit/export?format=csv&q=treasurer")).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, csv.Length);
        Assert.StartsWith("seq,at,who,name,what,subject,detail,hash", csv[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_typed_is_no_formula_in_the_exported_table()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        var actor = new Actor(owner.Member!.Id, "=HYPERLINK(\"x\")");
        await using (var db = desk.Db())
        {
            await using var writing = await db.BeginWritingAsync(default);
            await desk.Get<AuditLog>().AddAsync(db, actor, "publish", "article/x", "=cmd|'/c calc'!A1", default);
            await db.SaveChangesAsync();
            await writing.CommitAsync(default);
        }

        var csv = (await owner.GetAsync("/desk/audit/export?q=calc")).Body;

        Assert.Contains(",'=cmd|'/c calc'!A1,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_is_told_what_the_others_did_at_the_doors_until_they_have_seen_it()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        using var writer = await desk.SignedInAsync(Role.Writer, "ben@example.org");
        for (var i = 0; i < 5; i++)
        {
            await desk.Services.SignInAsync("ben@example.org", "not this one, surely");
        }

        var home = await owner.GetAsync("/desk");
        Assert.Contains("Failed sign-ins: Rosa Calle", home.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("At the doors", (await writer.GetAsync("/desk")).Text, StringComparison.Ordinal);
        var seq = home.Document.QuerySelector("input[name=Seq]")!.GetAttribute("value")!;
        await owner.SubmitAsync("/desk", "/desk?handler=Seen", ("Seq", seq));
        Assert.DoesNotContain("At the doors", (await owner.GetAsync("/desk")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_markup_in_it_is_text_everywhere()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner, "ana@example.org");
        const string Name = "<img src=x onerror=alert(1)>\"'&";

        await owner.SubmitAsync("/desk/account", "/desk/account", ("Name", Name), ("Language", "en"), ("Scheme", "Auto"));

        foreach (var path in new[] { "/desk", "/desk/account", "/desk/staff", "/desk/audit", $"/desk/staff/{owner.Member!.Id}" })
        {
            var page = await owner.GetAsync(path);
            Assert.Contains(Name, page.Document.DocumentElement.TextContent + string.Concat(page.Document.QuerySelectorAll("input").Select(i => i.GetAttribute("value"))), StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("img"));
        }
    }
}
