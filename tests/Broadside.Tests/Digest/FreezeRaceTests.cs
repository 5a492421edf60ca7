using Broadside.Articles;
using Broadside.Digest;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Tests.Site;

namespace Broadside.Tests.Digest;

/// <summary>What others do while a digest is frozen.</summary>
public sealed class FreezeRaceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Two_programs_that_freeze_at_once_make_each_row_once(string engine)
    {
        await using var newsroom = await OpenAsync(engine, 40);
        // Eight stretches.
        await newsroom.AlterAsync("UPDATE subscribers SET number = number * 1000");
        var open = await newsroom.Get<OpenDigest>().RunAsync(DigestKind.Daily, newsroom.Time.GetUtcNow(), Cancel);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => newsroom.Get<FreezeDigest>().RunAsync(open.Number, isReleased: true, null, Cancel), Cancel)));

        Assert.All(outcomes, o => Assert.Equal(DigestState.Frozen, o.Value!.State));
        Assert.Equal(40, (await newsroom.DigestsAsync()).Single().Frozen);
        Assert.Equal(40, await newsroom.CountAsync("SELECT count(*) FROM deliveries"));
        Assert.Equal(["a", "b"], await newsroom.ToldAsync(outcomes[0].Value!));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_stretch_that_another_program_has_done_is_not_done_again(string engine)
    {
        await using var newsroom = await OpenAsync(engine, 3);
        await newsroom.AlterAsync("UPDATE subscribers SET number = number * 4000");
        var open = await newsroom.Get<OpenDigest>().RunAsync(DigestKind.Daily, newsroom.Time.GetUtcNow(), Cancel);
        var others = 0;

        // Between the stretches of this one the other, which began with it, goes on to the end.
        var outcome = await newsroom.Get<FreezeDigest>().RunAsync(open.Number, isReleased: true, _ => others += others == 0 ? OtherFreezes(newsroom, open.Number) : 0, Cancel);

        Assert.Equal((1, DigestState.Frozen, 3L), (others, outcome.Value!.State, outcome.Value.Frozen));
        Assert.Equal(3, await newsroom.CountAsync("SELECT count(*) FROM deliveries"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Who_chooses_what_nobody_had_while_it_is_frozen_gets_a_body_of_that_choice(string engine)
    {
        await using var newsroom = await OpenAsync(engine, 2);
        await newsroom.AlterAsync("UPDATE subscribers SET number = 9000 WHERE number = 2");
        var open = await newsroom.Get<OpenDigest>().RunAsync(DigestKind.Daily, newsroom.Time.GetUtcNow(), Cancel);

        var outcome = await newsroom.Get<FreezeDigest>().RunAsync(open.Number, isReleased: true, _ => Choose(newsroom), Cancel);

        Assert.Equal((DigestState.Frozen, 2L), (outcome.Value!.State, outcome.Value.Frozen));
        Assert.Equal([(1L, "Bridge closed", "11-22 12:00"), (9000L, "Prices rise", "11-22 21:00")], await newsroom.MessagesAsync(outcome.Value));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Choices_that_come_to_the_same_articles_share_a_body(string engine)
    {
        await using var newsroom = await OpenAsync(engine, 2);
        await newsroom.AddReadersAsync(1, topics: " city economy ");
        await newsroom.AddReadersAsync(1, topics: " economy ");
        await newsroom.AddReadersAsync(1, topics: " economy sport ");

        var digest = await newsroom.FreezeAsync();

        Assert.Equal(["Bridge closed", "Bridge closed", "Bridge closed", "Prices rise", "Prices rise"], (await newsroom.MessagesAsync(digest)).Select(m => m.Subject));
        Assert.Equal(2, await newsroom.CountAsync("SELECT count(*) FROM digest_bodies"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Held_while_it_is_composed_it_does_not_go_and_no_bell_rings(string engine)
    {
        await using var newsroom = await DigestClockTests.OpenAsync(engine);
        newsroom.Time.Advance(TimeSpan.FromDays(1));

        Mishap.Heard.Value = point => Hold(newsroom, point);
        await newsroom.RunClockAsync();
        Mishap.Heard.Value = null;

        var digest = (await newsroom.DigestsAsync())[0];
        Assert.Equal((DigestState.Open, "person operator"), (digest.State, digest.HeldBecause));
        Assert.Equal(0, await newsroom.CountAsync("SELECT count(*) FROM digest_told"));
        Assert.Equal(0, await newsroom.CountAsync("SELECT count(*) FROM alarms WHERE code = 'digest-held'"));
    }

    private static async Task<TestNewsroom> OpenAsync(string engine, int readers)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(
            Newspaper.Article("b", "Bridge closed", "One.") with { Topics = [new Term("city", "City")] },
            Newspaper.Article("a", "Prices rise", "Two.") with { Topics = [new Term("economy", "Economy")] });
        await newsroom.AddReadersAsync(readers);
        return newsroom;
    }

    // In a flow of its own: who calls waits for it.
    private static int OtherFreezes(TestNewsroom newsroom, long digest)
    {
        var outcome = Task.Run(() => newsroom.Get<FreezeDigest>().RunAsync(digest, isReleased: true, null, Cancel), Cancel).GetAwaiter().GetResult();
        Assert.Equal(DigestState.Frozen, outcome.Value!.State);
        return 1;
    }

    private static void Choose(TestNewsroom newsroom) =>
        Task.Run(() => newsroom.AlterAsync("UPDATE subscribers SET topics = ' economy ', zone = 'Asia/Tokyo', hour = 6 WHERE number = 9000"), Cancel).GetAwaiter().GetResult();

    private static void Hold(TestNewsroom newsroom, string point)
    {
        if (point == "digest composed")
        {
            Task.Run(() => newsroom.Get<EditDigest>().HoldAsync(1, Actor.Operator, Cancel), Cancel).GetAwaiter().GetResult();
        }
    }
}
