using Broadside.Articles;
using Broadside.Digest;
using Broadside.Digest.Composing;
using Broadside.Digest.Reports;
using Broadside.Digest.Scheduling;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Digest;

public sealed class DigestClockTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_held_goes_only_when_somebody_lets_it_go(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.Get<EditDigest>().HoldAsync(1, Actor.Operator, Cancel);

        newsroom.Time.Advance(TimeSpan.FromDays(1));
        await newsroom.RunClockAsync();
        Assert.Equal(DigestState.Open, await StateAsync(newsroom));
        await newsroom.Get<EditDigest>().ReleaseAsync(1, Actor.Operator, Cancel);
        await newsroom.RunClockAsync();

        Assert.Equal(DigestState.Frozen, await StateAsync(newsroom));
        Assert.Equal(2, (await newsroom.DigestsAsync())[0].Frozen);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Send_now_can_be_taken_back_for_five_minutes_and_then_goes(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        var edit = newsroom.Get<EditDigest>();

        await edit.SendNowAsync(1, Actor.Operator, Cancel);
        await edit.UndoAsync(1, Actor.Operator, Cancel);
        newsroom.Time.Advance(TimeSpan.FromMinutes(6));
        await newsroom.RunClockAsync();
        Assert.Equal(DigestState.Open, await StateAsync(newsroom));
        await edit.SendNowAsync(1, Actor.Operator, Cancel);
        newsroom.Time.Advance(TimeSpan.FromMinutes(4));
        await newsroom.RunClockAsync();
        Assert.Equal(DigestState.Open, await StateAsync(newsroom));
        newsroom.Time.Advance(TimeSpan.FromMinutes(1));
        await newsroom.RunClockAsync();

        Assert.Equal(DigestState.Frozen, await StateAsync(newsroom));
        Assert.Equal("digest_frozen", (await edit.UndoAsync(1, Actor.Operator, Cancel)).Refusal?.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_that_does_not_make_itself_goes_when_an_editor_says_so(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.Get<KeepHabits>().RunAsync(new DigestHabits { IsOn = false }, Actor.Operator, Cancel);

        newsroom.Time.Advance(TimeSpan.FromDays(2));
        await newsroom.RunClockAsync();
        Assert.Equal(DigestState.Open, await StateAsync(newsroom));
        await newsroom.Get<EditDigest>().SendNowAsync(1, Actor.Operator, Cancel);
        newsroom.Time.Advance(EditDigest.Undo);
        await newsroom.RunClockAsync();

        Assert.Equal(DigestState.Frozen, await StateAsync(newsroom));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Turned_on_again_nothing_goes_before_the_next_hour(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.Get<KeepHabits>().RunAsync(new DigestHabits { IsOn = false }, Actor.Operator, Cancel);
        newsroom.Time.Advance(TimeSpan.FromDays(2));

        await newsroom.Get<KeepHabits>().RunAsync(new DigestHabits(), Actor.Operator, Cancel);
        await newsroom.RunClockAsync();

        Assert.Equal(DigestState.Open, await StateAsync(newsroom));
        Assert.True((await newsroom.DigestsAsync())[0].SendAt > newsroom.Time.GetUtcNow());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_that_mail_services_would_cut_off_waits_for_an_editor(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.PublishAsync([.. Enumerable.Range(0, 30).Select(i => Newspaper.Article($"long{i}", $"Part {i}", "Text.") with { PublishedAt = newsroom.Time.GetUtcNow(), Standfirst = new string('x', 4000) })]);

        newsroom.Time.Advance(TimeSpan.FromDays(1));
        await newsroom.RunClockAsync();
        var held = (await newsroom.DigestsAsync())[0];
        Assert.True(await IsAlarmedAsync(newsroom));
        await newsroom.Get<EditDigest>().ReleaseAsync(1, Actor.Operator, Cancel);
        await newsroom.RunClockAsync();

        Assert.False(await IsAlarmedAsync(newsroom));
        Assert.Equal((DigestState.Open, "heavy en"), (held.State, held.HeldBecause));
        Assert.Contains("longer than 95 KB", HeldReason.Read(held.HeldBecause).Single().Message, StringComparison.Ordinal);
        Assert.Equal(DigestState.Frozen, await StateAsync(newsroom));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "digest-strange-link")]
    public async Task A_link_to_a_host_that_is_new_here_waits_for_an_editor(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        var edit = newsroom.Get<EditDigest>();
        Assert.True((await edit.WordsAsync(1, null, $"More at {newsroom.Get<BaseAddress>().Value}/give, here: www.{newsroom.Get<BaseAddress>().Host}, and on www.evil.example.", Actor.Operator, Cancel)).IsDone);

        newsroom.Time.Advance(TimeSpan.FromDays(1));
        await newsroom.RunClockAsync();
        var held = (await newsroom.DigestsAsync())[0];
        Assert.Equal((DigestState.Open, "link www.evil.example"), (held.State, held.HeldBecause));
        Assert.True(await IsAlarmedAsync(newsroom));
        await edit.ReleaseAsync(1, Actor.Operator, Cancel);
        await newsroom.RunClockAsync();

        // From then on it is known.
        Assert.Equal(DigestState.Frozen, await StateAsync(newsroom));
        Assert.Empty(await newsroom.Get<LinkLedger>().NeverLinkedAsync(["www.evil.example"], Cancel));
    }

    [Theory]
    [InlineData("See https://www.Evil.example/a?b, and more.", "www.evil.example")]
    [InlineData("See www.evil.example.", "www.evil.example")]
    [InlineData("(http://evil.example:8080), http://ours@evil.example/", "evil.example")]
    [InlineData("“https://evil.example”… https://evil.example;", "evil.example")]
    [InlineData("https://bücher.example/", "xn--bcher-kva.example")]
    [InlineData("https://ev\u200bil.example/x", "evil.example")]
    [InlineData("https://evil%.example/x", "https://evil%.example")]
    [InlineData("No address: e.g. this one, at 3.5 or http://", "")]
    public void Hosts_of_addresses_in_words_are_found_as_a_mail_program_links_them(string text, string hosts) =>
        Assert.Equal(hosts, string.Join(' ', WrittenLinks.Hosts([text, null])));

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_weekly_one_goes_on_its_day_to_its_own_readers_at_their_hours(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.AddReadersAsync(1, "weekly");
        await newsroom.AddReadersAsync(1, "weekly", hour: 7);
        await newsroom.AddReadersAsync(1, "weekly", hour: 18, zone: "America/Bogota");
        await newsroom.RunClockAsync();

        newsroom.Time.MoveTo(new DateTimeOffset(2026, 11, 28, 23, 0, 0, TimeSpan.Zero));
        await newsroom.RunClockAsync();
        Assert.Equal(DigestState.Open, (await WeeklyAsync(newsroom)).State);
        // The clock comes round some seconds after the hour: who chose that same hour gets it today.
        newsroom.Time.MoveTo(new DateTimeOffset(2026, 11, 29, 7, 0, 20, TimeSpan.Zero));
        await newsroom.RunClockAsync();

        var weekly = await WeeklyAsync(newsroom);
        Assert.Equal((DigestState.Frozen, "2026-11-29-weekly", 3L), (weekly.State, weekly.Day, weekly.Frozen));
        Assert.Equal(newsroom.Time.GetUtcNow().AddDays(3), weekly.ExpiresAt);
        Assert.Equal([(3L, "11-29 07:00"), (4L, "11-29 07:00"), (5L, "11-29 23:00")], (await newsroom.MessagesAsync(weekly)).Select(m => (m.Reader, m.Due)));
        Assert.Equal(["a", "b", "c"], await newsroom.ToldAsync(weekly));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Figures_of_a_digest_that_has_ended_outlive_its_readers(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        var digest = await newsroom.FreezeAsync();
        await newsroom.AlterAsync("UPDATE deliveries SET state = 'accepted', route = 'relay', settled_at = 1000000");
        await newsroom.AlterAsync(FormattableString.Invariant($"UPDATE digests SET state = 'done', ended_at = {Instants.Micros(newsroom.Time.GetUtcNow())}"));
        newsroom.Time.Advance(TimeSpan.FromMinutes(1));
        await newsroom.RunClockAsync();
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        await newsroom.AlterAsync("DELETE FROM subscribers");

        var (figures, isCounting) = await newsroom.Get<CountDeliveries>().RunAsync((await newsroom.Get<DigestQueries>().FindAsync(digest.Number, Cancel))!, Cancel);

        Assert.False(isCounting);
        Assert.Equal([new FigureLine("example.org", 2, 2, 0, 0)], figures!.Domains);
    }

    /// <summary>Three articles, two readers, and the next digest open.</summary>
    internal static async Task<TestNewsroom> OpenAsync(string engine, string cadence = "daily")
    {
        var newsroom = await TestNewsroom.OpenAsync(engine);
        foreach (var id in new[] { "a", "b", "c" })
        {
            await newsroom.PublishAsync(Newspaper.Article(id, $"The harbour, {id}", "The harbour was quiet.") with { PublishedAt = newsroom.Time.GetUtcNow(), Topics = [new Term("harbour", "Harbour")] });
        }
        await newsroom.AddReadersAsync(2, cadence);
        await newsroom.Get<LookAhead>().RunAsync(DigestKind.Daily, Cancel);
        return newsroom;
    }

    private static async Task<DigestRow> WeeklyAsync(TestNewsroom newsroom) => (await newsroom.DigestsAsync()).Single(d => d.Kind == DigestKind.Weekly);

    private static async Task<DigestState> StateAsync(TestNewsroom newsroom) => (await newsroom.DigestsAsync())[0].State;

    private static async Task<bool> IsAlarmedAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<Alarm>().AnyAsync(a => a.Code == EditDigest.HeldAlarm && a.ClearedAt == null, Cancel);
    }
}
