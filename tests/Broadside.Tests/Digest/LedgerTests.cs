using Broadside.Digest.Ledger;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Wire;
using Broadside.Storage;
using Broadside.Tests.Mail;

namespace Broadside.Tests.Digest;

public sealed class LedgerTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "intent-first")]
    public async Task Nothing_leaves_whose_intention_could_not_be_written(string engine)
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await SendDigestTests.OpenAsync(engine, sink);
        await newsroom.AddReadersAsync(20);
        var digest = await newsroom.FreezeAsync();
        await RefuseAsync(newsroom, engine, "inflight", "1 = 1");

        var status = await newsroom.SendAsync(digest);

        Assert.Equal((20, 0), (status.Pending, status.Accepted));
        Assert.Empty(sink.Accepted);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "sender-epoch")]
    public async Task A_sender_that_was_thought_dead_changes_nothing_any_more(string engine)
    {
        await using var newsroom = await OpenFrozenAsync(engine, 3);
        var (claim, folder, cancel) = (newsroom.Get<ClaimDeliveries>(), newsroom.Get<DataFolder>(), TestContext.Current.CancellationToken);
        await using var epoch = await SendEpoch.BeginAsync(newsroom.Get<IEngine>(), folder, newsroom.Time, cancel);
        var held = await claim.RunAsync(1, epoch.Number, "relay", newsroom.Time.GetUtcNow(), 10, cancel);
        Assert.Equal(3, held.Count);
        // Another machine believes that it is gone.
        await newsroom.AlterAsync("UPDATE deliveries SET state = 'pending', epoch = NULL WHERE subscriber = 1");
        await newsroom.AlterAsync("UPDATE deliveries SET epoch = 99 WHERE subscriber = 2");

        await using var ledger = new LedgerWriter(1, epoch, newsroom.Get<IEngine>(), newsroom.Time);
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.IntendAsync(held[0], "relay"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.IntendAsync(held[1], "relay"));
        await ledger.IntendAsync(held[2], "relay");
        await ledger.NoteAsync(new LedgerNote(held[1], DeliveryState.Failed, "relay", new SmtpAnswer(550, "no")));

        Assert.Equal(["pending", "claimed", "inflight"], await StatesAsync(newsroom));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_a_dead_sender_held_is_pending_again_or_in_doubt_and_a_living_ones_is_not(string engine)
    {
        await using var newsroom = await OpenFrozenAsync(engine, 4);
        var (claim, folder, cancel) = (newsroom.Get<ClaimDeliveries>(), newsroom.Get<DataFolder>(), TestContext.Current.CancellationToken);
        var dead = await SendEpoch.BeginAsync(newsroom.Get<IEngine>(), folder, newsroom.Time, cancel);
        var held = await claim.RunAsync(1, dead.Number, "relay", newsroom.Time.GetUtcNow(), 2, cancel);
        await using (var ledger = new LedgerWriter(1, dead, newsroom.Get<IEngine>(), newsroom.Time))
        {
            await ledger.IntendAsync(held[0], "relay");
        }
        await dead.DisposeAsync();
        await using var living = await SendEpoch.BeginAsync(newsroom.Get<IEngine>(), folder, newsroom.Time, cancel);
        await claim.RunAsync(1, living.Number, "relay", newsroom.Time.GetUtcNow(), 1, cancel);

        Assert.Equal(1, await newsroom.Get<RecoverDeliveries>().TakeOverAsync(cancel));

        Assert.Equal(["in_doubt", "pending", "claimed", "pending"], await StatesAsync(newsroom));
        Assert.Equal(1, await newsroom.Get<RecoverDeliveries>().ResendAsync(1, cancel));
        // Once only, and by its own route only.
        await newsroom.AlterAsync("UPDATE deliveries SET state = 'in_doubt' WHERE subscriber = 1");
        Assert.Equal(0, await newsroom.Get<RecoverDeliveries>().ResendAsync(1, cancel));
        Assert.Equal(1, (await newsroom.Get<SettleDoubt>().RunAsync(1, null, delivered: false, Actor.Operator, cancel)).Value);
        Assert.DoesNotContain(await claim.RunAsync(1, living.Number, "other", newsroom.Time.GetUtcNow(), 10, cancel), d => d.Subscriber == 1);
        Assert.Contains(await claim.RunAsync(1, living.Number, "relay", newsroom.Time.GetUtcNow(), 10, cancel), d => d.Subscriber == 1);
    }

    // SQLite has one writer at a time: there it cannot be otherwise.
    [Fact]
    [Trait("Defence", "taken-over-once")]
    public async Task Of_many_that_take_over_the_same_dead_sender_one_names_its_doubts()
    {
        await using var newsroom = await OpenFrozenAsync(Engines.Postgres, 200);
        await newsroom.AlterAsync("INSERT INTO send_epochs (number, machine, lease_until) VALUES (70, 'elsewhere', 0)");
        for (var round = 0; round < 5; round++)
        {
            await newsroom.AlterAsync("UPDATE deliveries SET state = 'inflight', epoch = 70, route = 'relay'");

            var doubts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => newsroom.Get<RecoverDeliveries>().TakeOverAsync(default))));

            Assert.Equal(200, doubts.Sum());
            Assert.Equal(200, await newsroom.AlterAsync("DELETE FROM delivery_attempts"));
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Two_senders_at_once_share_the_work_and_repeat_nothing(string engine)
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await SendDigestTests.OpenAsync(engine, sink);
        await newsroom.AddReadersAsync(900);
        var digest = await newsroom.FreezeAsync();

        await Task.WhenAll(newsroom.SendAsync(digest), newsroom.SendAsync(digest));
        var status = await newsroom.SendAsync(digest);

        Assert.Equal(900, status.Accepted);
        Assert.Equal(900, sink.Accepted.Count);
        Assert.Equal(900, sink.Accepted.Select(a => a.To).Distinct().Count());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "left-after-freeze")]
    public async Task Who_left_after_the_freeze_gets_nothing(string engine)
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await SendDigestTests.OpenAsync(engine, sink);
        await newsroom.AddReadersAsync(10);
        var digest = await newsroom.FreezeAsync();
        await newsroom.AlterAsync("UPDATE subscribers SET state = 'left' WHERE number = 4");
        await newsroom.AlterAsync("DELETE FROM subscribers WHERE number = 7");

        var status = await newsroom.SendAsync(digest);

        Assert.Equal((8, 2), (status.Accepted, status.Excluded));
        Assert.DoesNotContain(sink.Accepted, a => a.To is "reader4@example.org" or "reader7@example.org");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_a_connection_held_when_the_database_failed_it_is_sent_by_another(string engine)
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await SendDigestTests.OpenAsync(engine, sink);
        await newsroom.AddReadersAsync(250);
        var digest = await newsroom.FreezeAsync();
        // The first two hundred are taken at once; taking the rest fails while these are under way.
        await RefuseAsync(newsroom, engine, "claimed", "(SELECT count(*) FROM deliveries WHERE state = 'accepted') BETWEEN 1 AND 150");

        var status = await newsroom.SendAsync(digest);

        Assert.Equal((250, "done"), (status.Accepted, status.State));
        Assert.Equal(250, sink.Accepted.Select(a => a.To).Distinct().Count());
        Assert.Equal(250, sink.Accepted.Count);
    }

    [Fact]
    public async Task A_paused_digest_is_not_sent_and_a_cancelled_one_never()
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await SendDigestTests.OpenAsync(Engines.Sqlite, sink);
        await newsroom.AddReadersAsync(10);
        var (digest, change, cancel) = (await newsroom.FreezeAsync(), newsroom.Get<Broadside.Digest.ChangeDigest>(), TestContext.Current.CancellationToken);

        Assert.True((await change.PauseAsync(digest.Number, Actor.Operator, cancel)).IsDone);
        Assert.Equal("digest_state", (await newsroom.Get<SendDigest>().RunAsync(digest.Number, true, null, cancel)).Refusal?.Code);
        Assert.True((await change.ResumeAsync(digest.Number, Actor.Operator, cancel)).IsDone);
        Assert.True((await change.CancelAsync(digest.Number, Actor.Operator, cancel)).IsDone);
        Assert.Equal("digest_state", (await newsroom.Get<SendDigest>().RunAsync(digest.Number, true, null, cancel)).Refusal?.Code);
        Assert.Equal("digest_state", (await change.ResumeAsync(digest.Number, Actor.Operator, cancel)).Refusal?.Code);

        Assert.Empty(sink.Accepted);
    }

    private static async Task<TestNewsroom> OpenFrozenAsync(string engine, int readers)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine);
        await Site.Newspaper.PublishAsync(newsroom, Site.Newspaper.Article("a", "Bridge closed", "The bridge is closed."));
        await newsroom.AddReadersAsync(readers);
        Assert.Equal(1, (await newsroom.FreezeAsync()).Number);
        return newsroom;
    }

    private static async Task<string[]> StatesAsync(TestNewsroom newsroom)
    {
        await using var connection = await newsroom.Get<IEngine>().OpenAsync(readOnly: true, default);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT state FROM deliveries ORDER BY subscriber";
        var states = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            states.Add(reader.GetString(0));
        }
        return [.. states];
    }

    // As a full disk would, but for one kind of row alone.
    private static async Task RefuseAsync(TestNewsroom newsroom, string engine, string state, string when)
    {
        if (engine == Engines.Sqlite)
        {
            await newsroom.AlterAsync($"CREATE TRIGGER refuse BEFORE UPDATE ON deliveries WHEN NEW.state = '{state}' AND {when} BEGIN SELECT RAISE(ABORT, 'no room'); END");
            return;
        }
        await newsroom.AlterAsync($"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN RAISE EXCEPTION 'no room'; END IF; RETURN NEW; END $$");
        await newsroom.AlterAsync($"CREATE TRIGGER refuse BEFORE UPDATE ON deliveries FOR EACH ROW WHEN (NEW.state = '{state}') EXECUTE FUNCTION refuse()");
    }
}
