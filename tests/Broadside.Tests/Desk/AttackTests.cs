using Broadside.Guard;
using Broadside.Staff;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Desk;

/// <summary>What people and programs do to forms: too much, twice, too late, at the wrong time, with bytes that are no text. Each gets a sentence, and nothing is lost or done twice.</summary>
public sealed class AttackTests
{
    [Fact]
    public async Task A_form_that_is_too_large_is_refused_in_a_sentence_and_changes_nothing()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);

        var field = await owner.SubmitAsync("/desk/account", "/desk/account", ("Name", new string('a', 5 << 20)), ("Language", "en"));
        var many = await owner.SubmitAsync("/desk/account", "/desk/account", [.. Enumerable.Range(0, 2_000).Select(i => ($"f{i}", "x"))]);

        Assert.All(new[] { field, many }, answer =>
        {
            Assert.Equal(413, answer.Status);
            Assert.Contains("Nothing was done", answer.Text, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("aaaa", (await owner.GetAsync("/desk/account")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_invitation_that_is_sent_twice_makes_one_link(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var owner = await desk.SignedInAsync(Role.Owner);
        var token = DeskClient.TokenOf((await owner.GetAsync("/desk/staff/invite")).Body);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => owner.PostAsync("/desk/staff/invite", ("Email", "ben@example.org"), ("Role", "Writer"), ("__RequestVerificationToken", token))));

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        var standing = Assert.Single(await desk.Get<StaffQueries>().InvitationsAsync(default));
        var links = answers.Select(a => a.Document.QuerySelector("#link")!.GetAttribute("value")!).ToList();
        using var stranger = desk.Stranger();
        var open = new List<int>();
        foreach (var link in links)
        {
            open.Add((await stranger.GetAsync(new Uri(link).PathAndQuery)).Status);
        }
        Assert.Single(open, 200);
        Assert.Equal("ben@example.org", standing.Email);
    }

    [Fact]
    public async Task An_act_that_is_sent_twice_is_done_once_and_the_second_says_so()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        using var writer = await desk.SignedInAsync(Role.Writer);
        var page = $"/desk/staff/{writer.Member!.Id}";
        var token = DeskClient.TokenOf((await owner.GetAsync(page)).Body);

        var first = await owner.PostAsync(page + "?handler=Remove", ("__RequestVerificationToken", token));
        var second = await owner.PostAsync(page + "?handler=Remove", ("__RequestVerificationToken", token));

        Assert.Equal((302, 404), (first.Status, second.Status));
        Assert.Contains("not here any more", second.Text, StringComparison.Ordinal);
        Assert.Single(await desk.LogAsync(), a => a.What == "remove person");
    }

    [Fact]
    public async Task A_role_that_somebody_changed_meanwhile_is_not_changed_from_an_old_page()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        using var other = await desk.SignedInAsync(Role.Writer);
        var page = $"/desk/staff/{other.Member!.Id}";
        var form = (await owner.GetAsync(page)).Document;
        var seen = form.QuerySelector("input[name=Seen]")!.GetAttribute("value")!;
        await desk.Get<ChangeRole>().RunAsync(other.Member.Id, Role.Treasurer, Actor.Operator, default);

        var answer = await owner.SubmitAsync(page, page + "?handler=Role", ("Role", "Editor"), ("Seen", seen));

        Assert.Equal(422, answer.Status);
        Assert.Contains("Somebody changed this role meanwhile", answer.Text, StringComparison.Ordinal);
        Assert.Equal(Role.Treasurer, (await desk.Get<StaffQueries>().FindAsync(other.Member.Id, default))!.Role);
        // The page that came back shows the role as it is now: sent again, it is done.
        var now = answer.Document.QuerySelector("input[name=Seen]")!.GetAttribute("value")!;
        Assert.Equal(302, (await owner.SubmitAsync(page, page + "?handler=Role", ("Role", "Editor"), ("Seen", now))).Status);
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_signs_out_in_a_sentence_and_nothing_is_done()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        var token = DeskClient.TokenOf((await owner.GetAsync("/desk/account")).Body);
        desk.Time.Jump(TimeSpan.FromDays(40));

        var answer = await owner.PostAsync("/desk/account", ("Name", "Another"), ("Language", "en"), ("__RequestVerificationToken", token));

        Assert.Equal(401, answer.Status);
        Assert.Contains("Sign in in another tab, go back", answer.Text, StringComparison.Ordinal);
        Assert.NotEqual("Another", (await desk.Get<StaffQueries>().FindAsync(owner.Member!.Id, default))!.Name);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_signs_nobody_out_and_makes_no_dangerous_act_free()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        desk.Time.Jump(TimeSpan.FromDays(-40));

        Assert.Equal(200, (await owner.GetAsync("/desk")).Status);
        Assert.StartsWith("/desk/confirm", (await owner.GetAsync("/desk/staff/invite")).To, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Bytes_that_are_no_text_are_refused_wherever_they_stand(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var owner = await desk.SignedInAsync(Role.Owner);

        foreach (var path in new[] { "/desk/staff/a%00b", "/desk/audit?q=a%00b", "/desk/audit?who=%00", "/desk/join/%00", "/desk/sign-in?to=%00" })
        {
            var answer = await owner.GetAsync(path);
            Assert.True(answer.Status is 400 or 404, $"{path}: {answer.Status}");
        }
        var form = await owner.SubmitAsync("/desk/account", "/desk/account", ("Name", "a\0b"), ("Language", "en"));
        Assert.Equal(400, form.Status);
        Assert.Contains("Nothing was done", form.Text, StringComparison.Ordinal);
        // Not UTF-8: becomes a sign that stands for it, not an error.
        var half = new HttpRequestMessage(HttpMethod.Get, "/desk/audit?q=%ED%A0%80%FF");
        Assert.Equal(200, (await owner.SendAsync(half)).Status);
    }

    [Theory]
    [InlineData("/desk/assets/..%2f..%2fkeys%2fsite.key")]
    [InlineData("/desk/assets/../../keys/site.key")]
    [InlineData("/desk/assets/..%5c..%5ckeys%5csite.key")]
    [InlineData("/desk/assets/%2e%2e%2fbroadside.json")]
    [InlineData("/desk/assets//etc/passwd")]
    public async Task No_path_leads_out_of_the_desk(string path)
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        await File.WriteAllTextAsync(Path.Combine(desk.Folder, "keys", "told"), "secret");

        var answer = await owner.GetAsync(path);

        Assert.Equal(404, answer.Status);
        Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_in_the_Host_header_is_in_no_link_that_is_handed_out()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        var token = DeskClient.TokenOf((await owner.GetAsync("/desk/staff/invite")).Body);
        owner.Headers["Host"] = "evil.example";

        var answer = await owner.PostAsync("/desk/staff/invite", ("Email", "ben@example.org"), ("Role", "Writer"), ("__RequestVerificationToken", token));

        Assert.Equal(200, answer.Status);
        Assert.StartsWith(desk.Address + "/desk/join/", answer.Document.QuerySelector("#link")!.GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_sets_nothing_but_its_own_fields()
    {
        await using var desk = await TestDesk.StartAsync();
        using var writer = await desk.SignedInAsync(Role.Writer, "ben@example.org");

        await writer.SubmitAsync("/desk/account", "/desk/account", ("Name", "Ben"), ("Language", "en"), ("Role", "Owner"), ("Member.Role", "Owner"), ("Email", "eve@example.org"), ("Id", "x"), ("Member.Id", "x"));

        await using var db = desk.Db();
        var after = await db.Set<StaffMember>().SingleAsync();
        Assert.Equal((Role.Writer, "ben@example.org", "Ben", writer.Member!.Id), (after.Role, after.Email, after.Name, after.Id));
    }
}
