using System.Diagnostics;
using Broadside.Giving.Ledger;
using Broadside.Kit;

namespace Broadside.Tests.Giving;

/// <summary>The figures that docs/benchmarks.md names. Explicit: they take minutes.</summary>
public sealed class LedgerSpeedTests(ITestOutputHelper output)
{
    [Theory(Explicit = true)]
    [ClassData(typeof(Engines))]
    public async Task Balances_over_a_million_postings(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var watch = Stopwatch.StartNew();
        for (var part = 0; part < 10; part++)
        {
            var facts = Enumerable.Range(part * 50_000, 50_000).Select(i => new Fact($"bank:ES{i % 7}", "", FactKind.BankLine, $"line-{i}", new Money(100 + (i % 977), i % 3 == 0 ? "USD" : "EUR"), Histories.Start)).ToList();
            var began = watch.Elapsed;
            await newsroom.Get<PostFacts>().RunAsync(facts, Cancel);
            output.WriteLine($"50,000 lines posted in {(watch.Elapsed - began).TotalMilliseconds:0} ms");
        }
        var ledger = newsroom.Get<LedgerQueries>();
        var times = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            var began = watch.Elapsed;
            Assert.Equal(28, (await ledger.BalancesAsync(Cancel)).Count);
            times.Add((watch.Elapsed - began).TotalMilliseconds);
        }
        var check = watch.Elapsed;
        Assert.Empty(await ledger.CheckAsync(Cancel));
        output.WriteLine($"balances: first {times[0]:0.0} ms, worst of the rest {times.Skip(1).Max():0.0} ms; whole check {(watch.Elapsed - check).TotalMilliseconds:0} ms");
        var raised = watch.Elapsed;
        await ledger.RaisedAsync(Cancel);
        output.WriteLine($"raised by campaign and fund: {(watch.Elapsed - raised).TotalMilliseconds:0} ms");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
