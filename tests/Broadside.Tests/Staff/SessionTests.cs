using Broadside.Staff;
using Broadside.Staff.Signing;

namespace Broadside.Tests.Staff;

public sealed class SessionTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_session_ends_after_two_weeks_unused_and_after_thirty_days_whatever_is_done(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var (idle, busy) = (await newsroom.Services.JoinAsync(Role.Writer), await newsroom.Services.JoinAsync(Role.Editor));
        var sessions = newsroom.Get<LoginSessions>();
        for (var day = 0; day < 13; day++)
        {
            newsroom.Time.Advance(TimeSpan.FromDays(1));
            Assert.NotNull(await sessions.FindAsync(busy.Session, default));
        }
        newsroom.Time.Advance(TimeSpan.FromDays(1));

        Assert.Null(await sessions.FindAsync(idle.Session, default));
        Assert.NotNull(await sessions.FindAsync(busy.Session, default));
        newsroom.Time.Advance(TimeSpan.FromDays(13));
        Assert.NotNull(await sessions.FindAsync(busy.Session, default));
        newsroom.Time.Advance(TimeSpan.FromDays(3));
        Assert.Null(await sessions.FindAsync(busy.Session, default));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Signing_out_everywhere_ends_every_session_of_that_person_and_nobody_elses(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var first = await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org");
        var second = (await newsroom.Services.SignInAsync("ana@example.org")).Value!;
        var other = await newsroom.Services.JoinAsync(Role.Writer);

        var ended = await newsroom.Get<SignOutEverywhere>().RunAsync(await newsroom.Services.ActorAsync(first), default);

        var sessions = newsroom.Get<LoginSessions>();
        Assert.Equal(2, ended);
        Assert.Null(await sessions.FindAsync(first.Session, default));
        Assert.Null(await sessions.FindAsync(second.Session, default));
        Assert.NotNull(await sessions.FindAsync(other.Session, default));
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_another()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var (ana, ben) = (await newsroom.Services.JoinAsync(Role.Owner), await newsroom.Services.JoinAsync(Role.Writer));
        var anas = (await newsroom.Services.ActorAsync(ana)).LoginSession!;

        var outcome = await newsroom.Get<EndSession>().RunAsync(anas, await newsroom.Services.ActorAsync(ben), default);

        Assert.Equal("gone", outcome.Refusal?.Code);
        Assert.NotNull(await newsroom.Get<LoginSessions>().FindAsync(ana.Session, default));
    }

    [Fact]
    public async Task Ten_minutes_after_the_proof_a_session_is_fresh_no_more_and_a_clock_set_back_makes_none_fresh()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var begun = await newsroom.Services.JoinAsync(Role.Owner);
        var sessions = newsroom.Get<LoginSessions>();
        var session = (await sessions.FindAsync(begun.Session, default))!.Session;

        Assert.True(sessions.IsFresh(session));
        newsroom.Time.Jump(TimeSpan.FromHours(-1));
        Assert.False(sessions.IsFresh(session));
        newsroom.Time.Jump(TimeSpan.FromMinutes(69));
        Assert.True(sessions.IsFresh(session));
        newsroom.Time.Jump(TimeSpan.FromMinutes(1));
        Assert.False(sessions.IsFresh(session));
    }

    [Fact]
    public async Task A_browser_that_signs_in_again_leaves_its_old_session_behind()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var old = await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org");

        var begun = (await newsroom.Services.SignInAsync("ana@example.org", from: People.Here with { Session = old.Session })).Value!;

        Assert.NotEqual(old.Session, begun.Session);
        Assert.Null(await newsroom.Get<LoginSessions>().FindAsync(old.Session, default));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("curl/8.5", "?")]
    [InlineData("", "?")]
    public void A_browser_is_known_by_two_words(string agent, string name) => Assert.Equal(name, AgentName.Of(agent));
}
