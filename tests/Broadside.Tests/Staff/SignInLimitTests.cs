using Broadside.Staff;
using Broadside.Staff.Signing;

namespace Broadside.Tests.Staff;

public sealed class SignInLimitTests
{
    private static readonly Visitor Elsewhere = new("198.51.100.9", "curl/8");

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "sign-in-limit")]
    public async Task After_five_tries_an_address_from_one_network_must_wait(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org");

        await FailAsync(newsroom, "ana@example.org", 5, Elsewhere);
        Assert.Equal("slow", (await newsroom.Services.SignInAsync("ana@example.org", from: Elsewhere)).Refusal?.Code);

        newsroom.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await newsroom.Services.SignInAsync("ana@example.org", from: Elsewhere)).IsDone);
    }

    [Fact]
    public async Task Each_further_failure_doubles_the_wait_up_to_a_quarter_of_an_hour()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var limit = newsroom.Get<SignInLimit>();
        await FailAsync(newsroom, "ana@example.org", 5, Elsewhere);

        foreach (var minutes in new[] { 1, 2, 4, 8, 15, 15 })
        {
            newsroom.Time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.False((await limit.TakeAsync("ana@example.org", Elsewhere, false, default)).IsAllowed);
            newsroom.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.True((await limit.TakeAsync("ana@example.org", Elsewhere, false, default)).IsAllowed, $"after {minutes} minutes");
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Who_fails_on_purpose_slows_nobody_elsewhere(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org");
        for (var network = 0; network < 20; network++)
        {
            await FailAsync(newsroom, "ana@example.org", 5, new Visitor($"198.51.100.{network}", ""));
        }

        Assert.True((await newsroom.Services.SignInAsync("ana@example.org", from: new Visitor("192.0.2.1", ""))).IsDone);
    }

    [Fact]
    [Trait("Defence", "known-device")]
    public async Task A_browser_that_signed_in_before_is_let_in_though_its_network_must_wait()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var known = await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org", Elsewhere);
        await FailAsync(newsroom, "ana@example.org", 5, Elsewhere);

        Assert.Equal("slow", (await newsroom.Services.SignInAsync("ana@example.org", from: Elsewhere)).Refusal?.Code);
        Assert.True((await newsroom.Services.SignInAsync("ana@example.org", from: Elsewhere with { Device = known.Device })).IsDone);
    }

    [Fact]
    public async Task A_known_browser_is_no_way_to_guess_either()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var known = await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org", Elsewhere);
        var stolen = Elsewhere with { Device = known.Device };

        await FailAsync(newsroom, "ana@example.org", 10, stolen);

        Assert.Equal("slow", (await newsroom.Services.SignInAsync("ana@example.org", from: stolen)).Refusal?.Code);
        // And it is known for this person alone.
        await newsroom.Services.JoinAsync(Role.Writer, "ben@example.org");
        await FailAsync(newsroom, "ben@example.org", 5, stolen);
        Assert.Equal("slow", (await newsroom.Services.SignInAsync("ben@example.org", from: stolen)).Refusal?.Code);
    }

    [Fact]
    public async Task An_address_that_nobody_has_counts_like_any_other()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        await FailAsync(newsroom, "nobody@example.org", 5, Elsewhere);

        Assert.Equal("slow", (await newsroom.Services.SignInAsync("nobody@example.org", from: Elsewhere)).Refusal?.Code);
    }

    [Fact]
    public async Task A_network_that_tries_many_addresses_must_wait_as_a_whole()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var limit = newsroom.Get<SignInLimit>();
        for (var i = 0; i < SignInLimit.NetworkFree; i++)
        {
            Assert.True((await limit.TakeAsync($"{i}@example.org", Elsewhere, false, default)).IsAllowed);
        }

        Assert.False((await limit.TakeAsync("one-more@example.org", Elsewhere, false, default)).IsAllowed);
        Assert.True((await limit.TakeAsync("one-more@example.org", People.Here, false, default)).IsAllowed);
    }

    [Fact]
    public async Task Guessing_from_everywhere_slows_nobody_and_is_told_of_once()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org");
        var limit = newsroom.Get<SignInLimit>();
        var bursts = new List<int>();
        for (var i = 0; i < SignInLimit.Many + 20; i++)
        {
            var answer = await limit.TakeAsync($"{i}@example.org", new Visitor($"198.51.{i / 20}.0", ""), false, default);
            Assert.True(answer.IsAllowed);
            bursts.AddRange(answer.Burst is { } tries ? [tries] : []);
        }

        Assert.Equal([SignInLimit.Many], bursts);
        Assert.True((await newsroom.Services.SignInAsync("ana@example.org", from: new Visitor("192.0.2.1", ""))).IsDone);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Of_many_tries_at_once_no_more_are_let_through_than_one_after_the_other(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var limit = newsroom.Get<SignInLimit>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => limit.TakeAsync("ana@example.org", Elsewhere, false, default))));

        Assert.InRange(answers.Count(a => a.IsAllowed), 1, SignInLimit.PairFree);
    }

    [Fact]
    public async Task A_clock_set_back_keeps_nobody_waiting()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var limit = newsroom.Get<SignInLimit>();
        newsroom.Time.Jump(TimeSpan.FromDays(1));
        await FailAsync(newsroom, "ana@example.org", 5, Elsewhere);

        newsroom.Time.Jump(TimeSpan.FromDays(-1));

        Assert.True((await limit.TakeAsync("ana@example.org", Elsewhere, false, default)).IsAllowed);
    }

    [Fact]
    public async Task A_burst_stands_in_the_log_once_and_never_what_was_typed()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var ana = await newsroom.Services.JoinAsync(Role.Writer, "ana@example.org");

        await FailAsync(newsroom, "ana@example.org", 7, Elsewhere);
        await FailAsync(newsroom, "my password, not an address", 7, Elsewhere);

        var bursts = (await newsroom.LogAsync()).Where(a => a.What == "failed sign-ins").ToList();
        Assert.Equal([ana.Member.Subject, "staff"], bursts.Select(b => b.Subject));
        Assert.All(bursts, b => Assert.Equal(("5 tries within an hour", "unknown"), (b.Detail, b.Who)));
    }

    private static async Task FailAsync(TestNewsroom newsroom, string email, int times, Visitor from)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.False((await newsroom.Services.SignInAsync(email, "not this one, surely", from: from)).IsDone);
        }
    }
}
