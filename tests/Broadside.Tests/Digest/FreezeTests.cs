using System.Globalization;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Digest;
using Broadside.Digest.Archive;
using Broadside.Digest.Scheduling;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Storage;
using Broadside.Tests.Site;

namespace Broadside.Tests.Digest;

public sealed class FreezeTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Each_reader_is_frozen_with_their_language_topics_and_hour(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(
            Newspaper.Article("b", "Bridge closed", "One.") with { Topics = [new Term("city", "City")] },
            Newspaper.Article("a", "Prices rise", "Two.") with { Topics = [new Term("economy", "Economy")] },
            Newspaper.Article("c", "Puente cerrado", "Tres.") with { Language = "es" });
        await newsroom.AddReadersAsync(2);
        await newsroom.AddReadersAsync(1, topics: " economy ");
        await newsroom.AddReadersAsync(1, topics: " sport ");
        await newsroom.AddReadersAsync(1, language: "es", zone: "America/Bogota", hour: 6);
        await newsroom.AddReadersAsync(1, language: "de");
        await newsroom.AddReadersAsync(1, cadence: "weekly");

        var digest = await newsroom.FreezeAsync();

        // Sport has no news; the weekly reader waits; who reads German gets the outlet's language, and the same body as who reads it.
        Assert.Equal((DigestState.Frozen, 5), (digest.State, digest.Frozen));
        Assert.Equal(
            [(1, "Bridge closed", "12:00"), (2, "Bridge closed", "12:00"), (3, "Prices rise", "12:00"), (5, "Puente cerrado", "11:00"), (6, "Bridge closed", "12:00")],
            await RowsAsync(newsroom));
        Assert.Equal(3, await newsroom.CountAsync("SELECT count(*) FROM digest_bodies"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_was_told_is_not_told_again_and_what_came_late_is_in_the_next(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.AddReadersAsync(1);
        await newsroom.PublishAsync(Newspaper.Article("a", "First", "One."));
        var first = await newsroom.FreezeAsync();
        var nothing = await newsroom.Get<OpenDigest>().RunAsync(DigestKind.Daily, newsroom.Time.GetUtcNow(), default);
        Assert.Equal("digest_empty", (await newsroom.Get<FreezeDigest>().RunAsync(nothing.Number, true, null, default)).Refusal?.Code);

        await newsroom.PublishAsync(Newspaper.Article("b", "Second", "Two."));
        var second = await newsroom.FreezeAsync();

        Assert.Equal(first.ToSeq, second.FromSeq);
        Assert.Equal((nothing.Number, "2026-11-22-2"), (second.Number, second.Day));
        Assert.Equal([["a"], ["b"]], await ToldAsync(newsroom, first, second));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_may_still_be_undone_waits(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.AddReadersAsync(1);
        await newsroom.PublishAsync(Newspaper.Article("a", "Settled", "One."));
        await newsroom.PublishUnsettledAsync(Newspaper.Article("b", "May be undone", "Two."));
        await newsroom.PublishAsync(Newspaper.Article("c", "After it", "Three."));

        var first = await newsroom.FreezeAsync();
        newsroom.Time.Advance(TimeSpan.FromSeconds(31));
        var second = await newsroom.FreezeAsync();

        Assert.Equal([["a"], ["b", "c"]], await ToldAsync(newsroom, first, second));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_freeze_that_was_interrupted_goes_on_where_it_stopped(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "First", "One."));
        await newsroom.AddReadersAsync(3);
        var digest = await newsroom.FreezeAsync();
        // As if the program had ended after the first two.
        await newsroom.AlterAsync("DELETE FROM deliveries WHERE subscriber = 3");
        await newsroom.AlterAsync("UPDATE digests SET state = 'freezing', frozen = 2, frozen_upto = 2");

        var again = await newsroom.Get<FreezeDigest>().RunAsync(digest.Number, true, null, default);

        Assert.Equal((DigestState.Frozen, 3), (again.Value!.State, again.Value.Frozen));
        Assert.Equal(3, (await RowsAsync(newsroom)).Length);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task At_its_hour_the_digest_makes_itself_once_and_an_empty_day_sends_nothing(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.AddReadersAsync(2);
        var clock = newsroom.Get<IEnumerable<IJob>>().OfType<DigestClock>().Single();
        await clock.RunAsync("{}", default);
        Assert.Empty(await RowsAsync(newsroom));
        await newsroom.PublishAsync(Newspaper.Article("a", "First", "One.") with { PublishedAt = newsroom.Time.GetUtcNow() });

        newsroom.Time.MoveTo(new DateTimeOffset(2026, 11, 23, 6, 59, 0, TimeSpan.Zero));
        await clock.RunAsync("{}", default);
        Assert.Empty(await RowsAsync(newsroom));
        newsroom.Time.MoveTo(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero));
        await clock.RunAsync("{}", default);
        await clock.RunAsync("{}", default);

        Assert.Equal(2, (await RowsAsync(newsroom)).Length);
        newsroom.Time.MoveTo(new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero));
        await clock.RunAsync("{}", default);
        Assert.Equal(2, (await RowsAsync(newsroom)).Length);
        Assert.Equal(["2026-11-23"], newsroom.Get<DigestArchive>().Days.Select(d => d.Day));
    }

    private static async Task<string[][]> ToldAsync(TestNewsroom newsroom, params DigestRow[] digests)
    {
        var told = new List<string[]>();
        foreach (var digest in digests)
        {
            told.Add(await newsroom.ToldAsync(digest));
        }
        return [.. told];
    }

    private static async Task<(long, string, string)[]> RowsAsync(TestNewsroom newsroom)
    {
        await using var connection = await newsroom.Get<IEngine>().OpenAsync(readOnly: true, default);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT d.subscriber, b.subject, d.due_at FROM deliveries d JOIN digest_bodies b ON b.digest = d.digest AND b.number = d.body ORDER BY d.subscriber";
        var rows = new List<(long, string, string)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetInt64(0), reader.GetString(1), Instants.At(reader.GetInt64(2)).ToString("HH:mm", CultureInfo.InvariantCulture)));
        }
        return [.. rows];
    }
}
