using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Rails;
using Broadside.Giving.Receipts;
using Broadside.Kit;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Giving;

/// <summary>What must hold of any history, through the inbox, the jobs and the database.</summary>
[Trait("Suite", "slowest")]
public sealed class HistoryTests
{
    // What an earlier history left is missing from the far end's list, and every reconciliation looks at all of it.
    private const int PerNewsroom = 20;

    private static readonly DateTimeOffset Start = Histories.Start;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Notices_in_any_order_lost_or_repeated_and_one_reconciliation_give_the_same_books(string engine)
    {
        var worlds = new List<Histories.World>();
        Histories.Worlds.Sample(worlds.Add, iter: TestSize.Pick(300, 10_000), seed: "0000KOIPe036", threads: 1);
        foreach (var some in worlds.Chunk(PerNewsroom))
        {
            var rail = new FakeRail();
            await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton<IRail>(rail));
            await Givers.SetUpAsync(newsroom);
            newsroom.Time.Advance(TimeSpan.FromHours(1));
            foreach (var (drawn, number) in some.Select((world, i) => (world, i)))
            {
                var prefix = $"h{number}_";
                var world = await LaidAsync(newsroom, drawn, prefix);
                rail.Things.Clear();
                rail.Others.Clear();
                await TellAsync(newsroom, rail, world, prefix);
                await ReconcileAsync(newsroom, rail);

                Assert.Equal(Histories.Truth(world).Hash(), await HashAsync(newsroom, prefix));
            }

            var ledger = newsroom.Get<LedgerQueries>();
            Assert.Empty(await ledger.CheckAsync(Cancel));
            Assert.All(await ledger.TrialBalanceAsync(Cancel), t => Assert.Equal(t.Debits, t.Credits));
            await ReceiptsHoldAsync(newsroom);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Killed_at_any_point_the_books_come_out_the_same(string engine)
    {
        var rail = new FakeRail();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton<IRail>(rail));
        await Givers.SetUpAsync(newsroom);
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        var world = Histories.Small;

        var points = 0;
        for (var end = 1; end == 1 || end <= points; end++)
        {
            var (prefix, passed, isDead) = ($"k{end}_", 0, false);
            var laid = await LaidAsync(newsroom, world, prefix);
            rail.Things.Clear();
            rail.Others.Clear();
            Broadside.Kit.Mishap.Heard.Value = _ =>
            {
                passed++;
                if (passed == end && end > 1)
                {
                    isDead = true;
                }
                if (isDead)
                {
                    throw new InvalidOperationException("killed");
                }
            };
            try
            {
                await TellAsync(newsroom, rail, laid, prefix);
                await ReconcileAsync(newsroom, rail);
                await newsroom.Get<IssueReceipts>().RunAsync(Cancel);
            }
            catch (InvalidOperationException e) when (e.Message == "killed")
            {
            }
            finally
            {
                Broadside.Kit.Mishap.Heard.Value = null;
            }
            points = end == 1 ? passed : points;
            // What died held a lease; the next start waits it out.
            newsroom.Time.Advance(TimeSpan.FromMinutes(3));
            Show(rail, laid);
            await newsroom.Get<TakeNotices>().RunAsync(Cancel);
            await ReconcileAsync(newsroom, rail);
            Assert.Equal(Histories.Truth(laid).Hash(), await HashAsync(newsroom, prefix));
        }

        Assert.InRange(points, 10, 500);
        Assert.Empty(await newsroom.Get<LedgerQueries>().CheckAsync(Cancel));
        await ReceiptsHoldAsync(newsroom);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_balance_that_differs_is_an_item_until_it_agrees(string engine)
    {
        var rail = new FakeRail();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton<IRail>(rail));
        await Givers.SetUpAsync(newsroom);
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        var fact = new Fact("stripe", FakeRail.Account, FactKind.Charge, "ch_1", new Money(1000, "EUR"), Start) { Fee = new Money(59, "EUR") };
        rail.Others[fact.Key] = fact;
        rail.Balance = [new Money(940, "EUR")];

        var first = await newsroom.Get<Reconcile>().RunAsync(rail, Cancel);
        rail.Balance = [new Money(941, "EUR")];
        rail.Others.Clear();
        var second = await newsroom.Get<Reconcile>().RunAsync(rail, Cancel);

        Assert.Equal((1, 1, 1), (first!.Seen, first.Posted, first.Differences));
        Assert.Equal((0, 1), (second!.Posted, second.Differences));
        await using var db = newsroom.Db();
        var items = await db.Set<GivingItem>().OrderBy(i => i.Code).ToListAsync(Cancel);
        Assert.Equal([("balance-differs", "9.40 EUR", "9.41 EUR", true), ("not-theirs", null, "ch_1", false), ("orphan", "10.00 EUR", null, false)], items.Select(i => (i.Code, i.Theirs, i.Ours, i.SettledAt is not null)));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "fetch-lease")]
    public async Task An_older_answer_that_comes_late_is_not_applied_over_a_newer_one(string engine)
    {
        var rail = new FakeRail();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton<IRail>(rail));
        await Givers.SetUpAsync(newsroom);
        var remote = new RemoteRef("session", "cs_1");
        var (hold, isFirst) = (new TaskCompletionSource(), true);
        rail.OnFetch = async _ =>
        {
            var mine = isFirst;
            isFirst = false;
            if (mine)
            {
                await hold.Task;
            }
            return new RemoteSnapshot(remote, RemoteState.Paid, [new Fact("stripe", FakeRail.Account, FactKind.Charge, "ch_1", new Money(mine ? 1000 : 2000, "EUR"), Start)]);
        };

        var slow = newsroom.Get<AskRail>().RunAsync("stripe", remote, Cancel);
        var quick = await newsroom.Get<AskRail>().RunAsync("stripe", remote, Cancel);
        hold.SetResult();
        await slow;
        if (quick == Asked.Busy)
        {
            await newsroom.Get<AskRail>().RunAsync("stripe", remote, Cancel);
        }

        Assert.Equal(-2000, await newsroom.Get<LedgerQueries>().BalanceAsync("suspense:stripe", "EUR", Cancel));
    }

    [Fact]
    public async Task A_rail_that_does_not_answer_is_asked_again_later_and_nothing_is_lost()
    {
        var rail = new FakeRail { IsDown = true };
        await using var newsroom = await TestNewsroom.OpenAsync(change: services => services.AddSingleton<IRail>(rail));
        var fact = new Fact("stripe", FakeRail.Account, FactKind.Charge, "ch_1", new Money(1000, "EUR"), Start);
        rail.Things["charge/ch_1"] = new RemoteSnapshot(new RemoteRef("charge", "ch_1"), RemoteState.Paid, [fact]);

        Assert.Equal(NoticeAnswer.Taken, await newsroom.Get<TakeNotice>().RunAsync("stripe", FakeRail.Notice("evt_1", "charge/ch_1", newsroom.Time.GetUtcNow()), Cancel));
        Assert.Equal(NoticeAnswer.Refused, await newsroom.Get<TakeNotice>().RunAsync("stripe", FakeRail.Notice("evt 2", "charge/ch_1", newsroom.Time.GetUtcNow()), Cancel));
        Assert.Equal(NoticeAnswer.NoSuchRail, await newsroom.Get<TakeNotice>().RunAsync("strype", FakeRail.Notice("evt_1", "charge/ch_1", newsroom.Time.GetUtcNow()), Cancel));
        Assert.Equal(1, await newsroom.Get<TakeNotices>().RunAsync(Cancel));
        Assert.Equal(0, await newsroom.Get<TakeNotices>().RunAsync(Cancel));
        rail.IsDown = false;
        newsroom.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(1, await newsroom.Get<TakeNotices>().RunAsync(Cancel));

        Assert.Equal(1000, await newsroom.Get<LedgerQueries>().BalanceAsync("assets:clearing:stripe", "EUR", Cancel));
        Assert.Equal(-1000, await newsroom.Get<LedgerQueries>().BalanceAsync("suspense:stripe", "EUR", Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A gift and an attempt for every payment; the charge's metadata names the attempt.</summary>
    private static async Task<Histories.World> LaidAsync(TestNewsroom newsroom, Histories.World world, string prefix)
    {
        await using var db = newsroom.Db();
        for (var i = 0; i < world.Payments.Count; i++)
        {
            var amount = world.Payments[i][0].Last.Amount;
            var id = $"{prefix}g{i}";
            db.Add(new Gift { Id = id, Reference = id, Amount = amount.Minor, Currency = amount.Currency, Fund = i % 2 == 0 ? "general" : "legal", Recipient = Givers.Recipient, Language = "en", Source = "page", CreatedAt = Start });
            await db.SaveChangesAsync(Cancel);
            db.Add(new Attempt { Id = $"{prefix}a{i}", Gift = id, Rail = "stripe", RailAccount = FakeRail.Account, Token = id, Remote = $"session/{prefix}s{i}", StartedAt = Start, State = AttemptState.Redirected });
        }
        await db.SaveChangesAsync(Cancel);
        return Histories.Renamed(world, prefix, (i, f) => f with { Attempt = $"{prefix}a{i}", Gift = $"{prefix}g{i}", Fund = i % 2 == 0 ? "general" : "legal" });
    }

    /// <summary>The world as it becomes, told by notices that are repeated, shuffled and lost, taken at odd moments.</summary>
    private static async Task TellAsync(TestNewsroom newsroom, FakeRail rail, Histories.World world, string prefix)
    {
        var random = new Random(world.Seed);
        var moments = Histories.Shuffled(world.Payments.SelectMany((p, i) => p.SelectMany((t, j) => t.Versions.Select((_, v) => (Payment: i, Fact: j, Version: v)))), random);
        var shown = new Dictionary<(int, int), int>();
        var waiting = new List<(string Event, string Thing)>();
        foreach (var (payment, fact, version) in moments)
        {
            shown[(payment, fact)] = Math.Max(version, shown.GetValueOrDefault((payment, fact), -1));
            Show(rail, prefix, payment, [.. world.Payments[payment].Select((t, j) => shown.TryGetValue((payment, j), out var v) ? t.Versions[v] : null).OfType<Fact>()]);
            waiting.AddRange(Enumerable.Repeat(($"{prefix}e{payment}.{fact}.{version}", $"session/{prefix}s{payment}"), random.Next(0, 6)));
            if (random.Next(3) == 0)
            {
                foreach (var (named, thing) in Histories.Shuffled(waiting, random).Where(_ => random.Next(4) > 0))
                {
                    await newsroom.Get<TakeNotice>().RunAsync("stripe", FakeRail.Notice(named, thing, newsroom.Time.GetUtcNow()), Cancel);
                }
                waiting.Clear();
                await newsroom.Get<TakeNotices>().RunAsync(Cancel);
            }
        }
        Show(rail, world);
    }

    private static void Show(FakeRail rail, Histories.World world)
    {
        for (var i = 0; i < world.Payments.Count; i++)
        {
            var prefix = world.Payments[i][0].Last.RemoteId.Split('_')[0] + "_";
            Show(rail, prefix, i, [.. world.Payments[i].Select(t => t.Last)]);
        }
        foreach (var other in world.Others)
        {
            rail.Others[other.Last.Key] = other.Last;
        }
    }

    // The far end knows our attempt, not our gift.
    private static void Show(FakeRail rail, string prefix, int payment, List<Fact> facts) =>
        rail.Things[$"session/{prefix}s{payment}"] = new RemoteSnapshot(new RemoteRef("session", $"{prefix}s{payment}"), RemoteState.Paid, facts.ConvertAll(f => f with { Gift = null, Fund = null })) { Attempt = $"{prefix}a{payment}" };

    private static async Task ReconcileAsync(TestNewsroom newsroom, FakeRail rail) => Assert.NotNull(await newsroom.Get<Reconcile>().RunAsync(rail, Cancel));

    private static async Task<string> HashAsync(TestNewsroom newsroom, string prefix)
    {
        await using var db = newsroom.Db();
        var rows = await db.Set<EntryRow>().AsNoTracking().Where(e => e.RemoteId.StartsWith(prefix)).Join(db.Set<PostingRow>(), e => e.Seq, p => p.Entry, (e, p) => new { e.Rail, e.RailAccount, e.Kind, e.RemoteId, p.Account, p.Amount, p.Currency }).ToListAsync(Cancel);
        return Book.HashOf(rows.Select(r => (new FactKey(r.Rail, r.RailAccount, r.Kind, r.RemoteId), new Posting(r.Account, new Money(r.Amount, r.Currency)))));
    }

    /// <summary>One live receipt for a payment of which something stays; no gap in the numbers; together what was raised.</summary>
    private static async Task ReceiptsHoldAsync(TestNewsroom newsroom)
    {
        await newsroom.Get<IssueReceipts>().RunAsync(Cancel);
        Assert.Equal(0, await newsroom.Get<IssueReceipts>().RunAsync(Cancel));
        await using var db = newsroom.Db();
        var receipts = await db.Set<Receipt>().AsNoTracking().ToListAsync(Cancel);
        Assert.NotEmpty(receipts);
        Assert.All(receipts.GroupBy(r => (r.Recipient, r.Year)), g => Assert.Equal(Enumerable.Range(1, g.Count()), g.Select(r => r.Number).Order()));
        var live = receipts.Where(r => r.VoidedAt is null).ToList();
        Assert.Equal(live.Count, live.Select(r => r.Payment).Distinct().Count());
        var raised = (await newsroom.Get<LedgerQueries>().RaisedInAllAsync(Cancel)).ToDictionary(m => m.Currency, m => m.Minor);
        Assert.All(raised, r => Assert.Equal(r.Value, live.Where(l => l.Currency == r.Key).Sum(l => l.Amount)));
    }
}
