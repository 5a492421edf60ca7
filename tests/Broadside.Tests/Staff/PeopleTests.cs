using Broadside.Guard;
using Broadside.Staff;
using Broadside.Staff.Account;
using Broadside.Staff.Signing;

namespace Broadside.Tests.Staff;

public sealed class PeopleTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_invitation_works_once(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var invited = await newsroom.Get<InvitePerson>().RunAsync("Ana", "ana@example.org", Role.Editor, Actor.Operator, default);

        var joined = await newsroom.Services.TakeAsync(invited.Value!.Link, "ana@example.org");
        var again = await newsroom.Services.TakeAsync(invited.Value.Link, "ben@example.org");

        Assert.Equal(Role.Editor, joined.Value?.Member.Role);
        Assert.Equal("link_gone", again.Refusal?.Code);
        Assert.StartsWith("http://localhost:5080/desk/join/", invited.Value.Link, StringComparison.Ordinal);
        await using var db = newsroom.Db();
        Assert.DoesNotContain(invited.Value.Link.Split('/')[^1], string.Concat(db.Set<Invitation>().Select(i => i.TokenHash)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_open_one_link_at_once_become_one_person()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var link = (await newsroom.Get<InvitePerson>().RunAsync("", "ana@example.org", Role.Editor, Actor.Operator, default)).Value!.Link;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => newsroom.Services.TakeAsync(link, $"ana{i}@example.org")));

        Assert.Single(outcomes, o => o.IsDone);
        Assert.Single(await newsroom.Get<StaffQueries>().AllAsync(default));
    }

    [Fact]
    public async Task An_invitation_runs_out_after_a_week_and_can_be_withdrawn()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var late = (await newsroom.Get<InvitePerson>().RunAsync("", "ana@example.org", Role.Writer, Actor.Operator, default)).Value!;
        newsroom.Time.Advance(TimeSpan.FromDays(7));
        var withdrawn = (await newsroom.Get<InvitePerson>().RunAsync("", "ben@example.org", Role.Writer, Actor.Operator, default)).Value!;
        await newsroom.Get<WithdrawInvitation>().RunAsync(withdrawn.Invitation.Id, Actor.Operator, default);

        Assert.Equal("link_gone", (await newsroom.Services.TakeAsync(late.Link, "ana@example.org")).Refusal?.Code);
        Assert.Equal("link_gone", (await newsroom.Services.TakeAsync(withdrawn.Link, "ben@example.org")).Refusal?.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Each_start_without_an_owner_makes_a_new_link_and_the_first_owner_ends_it(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var make = newsroom.Get<MakeSetUpLink>();
        var (old, link) = ((await make.RunAsync(default))!, (await make.RunAsync(default))!);

        Assert.Equal("link_gone", (await newsroom.Services.TakeAsync(old, "eve@example.org")).Refusal?.Code);
        var owner = await newsroom.Services.TakeAsync(link, "ana@example.org");

        Assert.Equal(Role.Owner, owner.Value?.Member.Role);
        Assert.Null(await make.RunAsync(default));
        Assert.Equal("link_gone", (await newsroom.Services.TakeAsync(link, "eve@example.org")).Refusal?.Code);
    }

    [Fact]
    public async Task The_link_to_set_up_dies_with_an_owner_who_came_another_way()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var link = (await newsroom.Get<MakeSetUpLink>().RunAsync(default))!;

        await newsroom.Services.JoinAsync(Role.Owner);

        Assert.Equal("link_gone", (await newsroom.Services.TakeAsync(link, "eve@example.org")).Refusal?.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_last_owner_stays(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var owner = (await newsroom.Services.JoinAsync(Role.Owner)).Member.Id;

        Assert.Equal("last_owner", (await newsroom.Get<RemoveMember>().RunAsync(owner, Actor.Operator, default)).Refusal?.Code);
        Assert.Equal("last_owner", (await newsroom.Get<ChangeRole>().RunAsync(owner, Role.Writer, Actor.Operator, default)).Refusal?.Code);
        await newsroom.Services.JoinAsync(Role.Owner);
        Assert.True((await newsroom.Get<ChangeRole>().RunAsync(owner, Role.Writer, Actor.Operator, default)).IsDone);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Who_is_removed_is_out_at_once_and_the_address_is_free_again(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var ana = await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org");

        await newsroom.Get<RemoveMember>().RunAsync(ana.Member.Id, Actor.Operator, default);

        Assert.Null(await newsroom.Get<LoginSessions>().FindAsync(ana.Session, default));
        Assert.False((await newsroom.Services.SignInAsync("ana@example.org")).IsDone);
        Assert.Equal("Rosa Calle", (await newsroom.Get<StaffQueries>().NamesAsync(default))[ana.Member.Id]);
        Assert.NotEqual(ana.Member.Id, (await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org")).Member.Id);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task After_a_reset_nothing_old_lets_in_and_the_link_gives_the_same_person_a_new_way(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var ana = await newsroom.Services.JoinAsync(Role.Editor, "ana@example.org");

        var reset = (await newsroom.Get<ResetMember>().RunAsync(ana.Member.Id, Actor.Operator, default)).Value!;

        Assert.Null(await newsroom.Get<LoginSessions>().FindAsync(ana.Session, default));
        Assert.False((await newsroom.Services.SignInAsync("ana@example.org")).IsDone);
        var back = (await newsroom.Services.TakeAsync(reset.Link, "ana@example.org", "quite another set of words")).Value!;
        Assert.Equal((ana.Member.Id, Role.Editor), (back.Member.Id, back.Member.Role));
        Assert.True((await newsroom.Services.SignInAsync("ana@example.org", "quite another set of words")).IsDone);
    }

    [Fact]
    public async Task The_last_way_in_stays()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var actor = await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Writer));

        Assert.Equal("last_way_in", (await newsroom.Get<RemovePassword>().RunAsync(actor, default)).Refusal?.Code);
    }

    [Fact]
    public async Task A_new_password_signs_the_other_browsers_out()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var thief = await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org");
        var ana = (await newsroom.Services.SignInAsync("ana@example.org")).Value!;

        var outcome = await newsroom.Get<SetPassword>().RunAsync(await newsroom.Services.ActorAsync(ana), "quite another set of words", default);

        Assert.Equal("changed; 1 other browsers signed out", outcome.Value);
        Assert.Null(await newsroom.Get<LoginSessions>().FindAsync(thief.Session, default));
        Assert.NotNull(await newsroom.Get<LoginSessions>().FindAsync(ana.Session, default));
    }

    [Fact]
    public async Task Writers_publish_unless_the_outlet_says_otherwise()
    {
        await using var free = await TestNewsroom.OpenAsync();
        await using var strict = await TestNewsroom.OpenAsync(settings: ("Desk:WritersPublish", "false"));

        Assert.Contains(Right.Publish, free.Get<RoleRights>().Of(Role.Writer));
        Assert.DoesNotContain(Right.Publish, strict.Get<RoleRights>().Of(Role.Writer));
        Assert.DoesNotContain(Right.SeeMoney, free.Get<RoleRights>().Of(Role.Editor));
        Assert.Equal(Enum.GetValues<Right>().ToHashSet(), free.Get<RoleRights>().Of(Role.Owner));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_ran_out_is_forgotten(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org");
        await newsroom.Services.SignInAsync("ana@example.org", "wrong wrong wrong");
        await newsroom.Get<InvitePerson>().RunAsync("", "ben@example.org", Role.Writer, Actor.Operator, default);
        newsroom.Time.Advance(TimeSpan.FromDays(401));

        await newsroom.Get<TidyStaff>().RunAsync("{}", default);

        await using var db = newsroom.Db();
        Assert.Equal((0, 0, 0, 0), (db.Set<LoginSession>().Count(), db.Set<Invitation>().Count(), db.Set<Attempt>().Count(), db.Set<Device>().Count()));
        Assert.Equal(1, db.Set<StaffMember>().Count());
    }
}
