using System.Text;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Receipts;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Tests.Giving.Simulator;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Broadside.Tests.Giving.Drills;

/// <summary>What must never be said: thanks for money that did not come, a secret, a donor's name in the books.</summary>
public sealed class SilenceTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_unknown_expired_declined_or_announced_makes_no_receipt_and_no_gift_paid(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        await house.GiveAsync(1000, "stripe");
        var declined = await house.GiveAsync(2000, "stripe");
        house.Simulator.Stripe.Press(((Broadside.Giving.Rails.StartResult.Redirect)declined.Result!).Remote.Id, "decline");
        var slow = await house.GiveAsync(3000, "stripe");
        house.Simulator.Stripe.Press(((Broadside.Giving.Rails.StartResult.Redirect)slow.Result!).Remote.Id, "async");
        await house.GiveAsync(4000, "bank:" + DrillHouse.Iban);
        house.Simulator.Stripe.Fault = Fault.Error500;
        await house.GiveAsync(5000, "stripe");
        house.Simulator.Stripe.Fault = Fault.None;
        var announced = $":20:X\n:25:{DrillHouse.Iban}\n:34F:EUR0,\n:61:261123C40,00NTRFNONREF\n:86:166?20SVWZ+not ours\n";
        await house.Newsroom.Get<ImportStatement>().RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(announced)), "a", null, Actor.Operator, Cancel);

        await house.TellAsync();
        await house.PollAsync();
        house.Time!.Advance(TimeSpan.FromDays(2));
        await house.PollAsync();
        await house.Newsroom.Get<IssueReceipts>().RunAsync(Cancel);

        await using var db = house.Newsroom.Db();
        Assert.Equal(0, await db.Set<Receipt>().CountAsync(Cancel));
        var attempts = await db.Set<Attempt>().AsNoTracking().ToListAsync(Cancel);
        Assert.All(await db.Set<Gift>().AsNoTracking().ToListAsync(Cancel), g => Assert.NotEqual(GiftState.Paid, GiftStates.Of(g, [.. attempts.Where(a => a.Gift == g.Id)], [], house.Time.GetUtcNow())));
        Assert.Equal(0, await house.BalanceAsync("income:gifts:general"));
    }

    [Fact]
    public async Task No_key_stands_in_the_log_the_database_or_the_books_and_no_name_in_the_books()
    {
        var log = new Said();
        await using var house = await DrillHouse.OpenAsync(Engines.Sqlite, change: services => services.AddSingleton<ILoggerProvider>(log));
        foreach (var fault in Enum.GetValues<Fault>().Where(f => f is not (Fault.Blackhole or Fault.AcceptThenTimeout)))
        {
            foreach (var host in house.Simulator.Hosts)
            {
                host.Fault = fault;
                await house.Newsroom.AlterAsync("DELETE FROM rail_health");
                await house.GiveAsync(1000, host.Rail, email: "maria.perez@reader.example");
            }
        }
        await Task.WhenAll(house.Simulator.Hosts.Select(h => h.HealAsync()));
        await house.Newsroom.AlterAsync("DELETE FROM rail_health");
        house.Pay(await house.GiveAsync(2000, "stripe", email: "maria.perez@reader.example"));
        await house.TellAsync();
        using var books = new MemoryStream();
        await house.Newsroom.Get<ExportLedger>().RunAsync(books, LedgerFormat.Json, Cancel);
        var said = log.ToString();
        await house.Newsroom.CloseAsync();
        SqliteConnection.ClearAllPools();

        var kept = string.Concat(Directory.EnumerateFiles(house.Newsroom.Folder, "*.db*").Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.Contains("legal_recipients", kept, StringComparison.Ordinal);
        Assert.Contains("rail-open", said, StringComparison.Ordinal);
        foreach (var secret in new[] { StripeSim.Key, StripeSim.NoticeSecret, PayPalSim.Secret, BtcPaySim.Key, BtcPaySim.NoticeSecret })
        {
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, kept, StringComparison.Ordinal);
        }
        var text = Encoding.UTF8.GetString(books.ToArray());
        Assert.Contains("income:gifts:general", text, StringComparison.Ordinal);
        Assert.DoesNotContain("maria.perez", text, StringComparison.Ordinal);
        Assert.DoesNotContain("maria.perez", said, StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed class Said : ILoggerProvider, ILogger
    {
        private readonly StringBuilder said = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (said)
            {
                said.AppendLine(formatter(state, exception)).AppendLine(exception?.ToString());
            }
        }

        public override string ToString()
        {
            lock (said)
            {
                return said.ToString();
            }
        }

        public void Dispose()
        {
        }
    }
}
