using System.Diagnostics;
using System.Globalization;
using System.Text;
using Broadside.Giving.Ledger;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Tests.Giving.Drills;

namespace Broadside.Tests.Giving;

/// <summary>The figures that docs/benchmarks.md names. Explicit: they take minutes.</summary>
[Collection(Alone.Name)]
public sealed class LedgerSpeedTests(ITestOutputHelper output)
{
    [Theory(Explicit = true)]
    [ClassData(typeof(Engines))]
    public async Task Balances_over_a_million_postings(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var gifts = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            gifts.Add((await Givers.GiftAsync(newsroom, 1000, campaign: i % 2 == 0 ? "winter" : null)).Id);
        }
        var watch = Stopwatch.StartNew();
        for (var part = 0; part < 10; part++)
        {
            var facts = Enumerable.Range(part * 50_000, 50_000).Select(i => new Fact($"rail{i % 7}", "", FactKind.Charge, $"ch-{i}", new Money(100 + (i % 977), i % 3 == 0 ? "USD" : "EUR"), Histories.Start) { Gift = gifts[i % gifts.Count], Fund = "general" }).ToList();
            var began = watch.Elapsed;
            await newsroom.Get<PostFacts>().RunAsync(facts, Cancel);
            output.WriteLine($"50,000 lines posted in {(watch.Elapsed - began).TotalMilliseconds:0} ms");
        }
        var ledger = newsroom.Get<LedgerQueries>();
        var times = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            var began = watch.Elapsed;
            Assert.Equal(16, (await ledger.BalancesAsync(Cancel)).Count);
            times.Add((watch.Elapsed - began).TotalMilliseconds);
        }
        var check = watch.Elapsed;
        Assert.Empty(await ledger.CheckAsync(Cancel));
        output.WriteLine($"balances: first {times[0]:0.0} ms, worst of the rest {times.Skip(1).Max():0.0} ms; whole check {(watch.Elapsed - check).TotalMilliseconds:0} ms");
        var raised = watch.Elapsed;
        await ledger.RaisedAsync(Cancel);
        output.WriteLine($"raised by campaign and fund: {(watch.Elapsed - raised).TotalMilliseconds:0} ms");
    }

    [Theory(Explicit = true)]
    [ClassData(typeof(Engines))]
    public async Task A_statement_of_fifty_thousand_lines(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        var references = new List<string>();
        for (var i = 0; i < 1000; i++)
        {
            references.Add((await house.GiveAsync(1000, "bank:" + DrillHouse.Iban)).Gift.Reference);
        }
        var text = new StringBuilder($":20:S\n:25:{DrillHouse.Iban}\n:28C:1/1\n:60F:C261101EUR0,00\n");
        for (var i = 0; i < 50_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $":61:2611{(i % 28) + 1:00}11{(i % 28) + 1:00}C10,00NTRFNONREF//B{i:D8}\n:86:166?00GUTSCHRIFT?20EREF+E{i}?21SVWZ+A gift {(i % 50 == 0 ? references[i / 50] : "")}?32Donor Number {i}\n");
        }
        text.Append(":62F:C261130EUR500000,00\n-\n");
        foreach (var turn in new[] { "first", "again" })
        {
            var watch = Stopwatch.StartNew();
            var done = await house.Newsroom.Get<ImportStatement>().RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), "s", null, Actor.Operator, Cancel);
            output.WriteLine($"{turn}: {done.Lines} in {watch.ElapsedMilliseconds} ms");
            Assert.Equal(50_000, done.Lines.Posted + done.Lines.Duplicates);
        }
        await using var db = house.Newsroom.Db();
        var undoing = Stopwatch.StartNew();
        var taken = await house.Newsroom.Get<UndoImport>().RunAsync(db.Set<StatementImport>().Single().Id, Actor.Operator, Cancel);
        output.WriteLine($"undone: {taken.Value} entries in {undoing.ElapsedMilliseconds} ms");
        Assert.Equal(51_000, taken.Value);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
