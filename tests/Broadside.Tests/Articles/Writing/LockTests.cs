using Broadside.Staff;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Articles.Writing;

public sealed class LockTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "article-lock")]
    public async Task Who_writes_has_the_article_until_a_minute_after_the_last_beat(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var ana = await desk.SignedInAsync(Role.Editor);
        using var ben = await desk.SignedInAsync(Role.Editor);
        var id = await ana.BeginAsync("Held");
        var draft = await ana.DraftAsync(id);

        var mine = await BeatAsync(ana, id);
        desk.Time.Advance(TimeSpan.FromSeconds(40));
        await BeatAsync(ana, id);
        desk.Time.Advance(TimeSpan.FromSeconds(59));
        var theirs = await BeatAsync(ben, id);
        var refused = await ben.SaveAsync(id, (int)draft["revision"]!, draft["content"]!.With("Ben’s"), "tab-b");

        Assert.True((bool)mine.Json!["mine"]!);
        Assert.Equal((false, "Rosa Calle", ana.Member!.Id), ((bool)theirs.Json!["mine"]!, (string?)theirs.Json["holder"]!["name"], (string?)theirs.Json["holder"]!["id"]));
        Assert.Equal((string?)mine.Json["since"], (string?)theirs.Json["since"]);
        Assert.Equal((423, "locked", ana.Member.Id), (refused.Status, refused.Code, (string?)refused.Json!["holder"]!["id"]));
        Assert.Equal(ana.Member.Id, (string?)(await ben.DraftAsync(id))["lock"]!["holder"]!["id"]);

        desk.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null((await ben.DraftAsync(id))["lock"]!["holder"]);
        Assert.Equal(200, (await ben.SaveAsync(id, (int)draft["revision"]!, draft["content"]!.With("Ben’s"), "tab-b")).Status);
        // Saving took it.
        Assert.False((bool)(await BeatAsync(ana, id)).Json!["mine"]!);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task It_is_taken_over_in_one_press_and_the_log_says_so(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var ana = await desk.SignedInAsync(Role.Editor);
        using var ben = await desk.SignedInAsync(Role.Editor);
        var id = await ana.BeginAsync("Held");
        var draft = await ana.DraftAsync(id);
        await BeatAsync(ana, id);

        var taken = await ben.CallAsync(HttpMethod.Post, $"/desk/articles/{id}/lock/take", new { tab = "tab-b" });

        Assert.True((bool)taken.Json!["mine"]!);
        Assert.Equal(ben.Member!.Id, (string?)(await BeatAsync(ana, id)).Json!["holder"]!["id"]);
        Assert.Equal(423, (await ana.SaveAsync(id, (int)draft["revision"]!, draft["content"]!.With("Ana’s"))).Status);
        Assert.Contains(await desk.LogAsync(), a => a.What == "take over" && a.Who == ben.Member.Id && a.Subject == "article/" + id);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Two_tabs_of_one_person_share_it(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var ana = await desk.SignedInAsync(Role.Writer);
        var id = await ana.BeginAsync("Held");
        var draft = await ana.DraftAsync(id);
        var revision = (int)draft["revision"]!;

        var first = await ana.SaveAsync(id, revision, draft["content"]!.With("From one"), "tab-1");
        var second = await ana.SaveAsync(id, first.Revision, draft["content"]!.With("From two"), "tab-2");
        var stale = await ana.SaveAsync(id, first.Revision, draft["content"]!.With("From one again"), "tab-1");

        Assert.Equal((200, 200, 409), (first.Status, second.Status, stale.Status));
        Assert.Equal(("tab-2", "From two", "From one"), ((string?)stale.Json!["tab"], (string?)stale.Json["theirs"]!["title"], (string?)stale.Json["base"]!["title"]));
        Assert.True((bool)(await BeatAsync(ana, id, "tab-1")).Json!["mine"]!);
        Assert.True((bool)(await BeatAsync(ana, id, "tab-2")).Json!["mine"]!);
    }

    private static Task<Writing.Reply> BeatAsync(DeskClient browser, string id, string tab = "tab-1") =>
        browser.CallAsync(HttpMethod.Post, $"/desk/articles/{id}/lock", new { tab });
}
