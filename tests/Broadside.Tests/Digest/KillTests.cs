using System.Diagnostics;
using System.Globalization;
using Broadside.Storage;
using Broadside.Tests.Mail;
using Broadside.Tests.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Digest;

/// <summary>
/// The sender is a process that is killed at every step that it takes, again and again, until the digest is through; on PostgreSQL
/// two at once besides. What the far end has is compared with what the ledger says. A refusal by policy is left out: it stops the
/// route, and a person has to look.
/// </summary>
[Trait("Suite", "slow")]
[Trait("Suite", "slowest")]
public sealed class KillTests
{
    private const int Readers = 160;
    private const int Connections = 4;

    // 128 and SIGKILL: how a mishap ends the program. Whatever else ends it is a fault of its own.
    private const int Killed = 137;

    private const string Mark = "mishap: ";

    private static readonly string[] Steps = ["ledger before commit", "ledger after commit", "mail line open", "mail message begun", "mail before dot", "mail after dot"];

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Killed_at_any_moment_it_loses_nobody_and_repeats_only_what_it_names(string engine)
    {
        var (round, points) = await KillAsync(engine, 1, TestSize.Pick(24, 500), 150);

        Assert.True(round > 1, "no far end had faults");
        Assert.True(!TestSize.IsLong || points.IsSupersetOf(Steps), $"killed only at {string.Join(", ", points)}");
    }

    [Fact]
    public async Task Two_at_once_killed_beside_each_other_lose_nobody_and_repeat_only_what_they_name()
    {
        var (_, points) = await KillAsync(Engines.Postgres, 2, TestSize.Pick(12, 200), 100);

        Assert.True(points.Count > 1, $"killed only at {string.Join(", ", points)}");
    }

    // Digest after digest, every second one to a far end with faults, until so many kills are done.
    private static async Task<(int Rounds, HashSet<string> Points)> KillAsync(string engine, int senders, int kills, int latest)
    {
        var random = new Random(20261122);
        var faults = Enum.GetValues<SinkFault>().Where(f => f is not SinkFault.Policy).ToArray();
        var round = 0;
        var points = new HashSet<string>(StringComparer.Ordinal);
        for (; kills > 0; round++)
        {
            var hasFaults = (round + senders) % 2 == 0;
            await using var sink = new SmtpSink((n, _) => hasFaults && n % 11 == 0 ? faults[n / 11 % faults.Length] : SinkFault.None);
            await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton(TimeProvider.System));
            await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "The bridge is closed."));
            await newsroom.AddReadersAsync(Readers);
            var digest = await newsroom.FreezeAsync();
            await newsroom.CloseAsync();

            // Early points hit the start, late ones the end; the last runs are undisturbed and must finish.
            for (var (run, isKilled) = (0, true); run < 25 && kills > 0 && isKilled; run++)
            {
                var ends = await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => random.Next(1, latest)).ToList().Select(point => RunAsync(newsroom, sink, digest.Number, point)));
                var killed = ends.OfType<string>().ToList();
                points.UnionWith(killed);
                kills -= killed.Count;
                isKilled = killed.Count > 0;
            }
            await RunAsync(newsroom, sink, digest.Number, null);
            hasFaults = false;
            await FinishAsync(newsroom, sink, digest.Number);

            await CheckAsync(newsroom, sink, digest.Number, senders);
        }
        return (round, points);
    }

    // What a far end has put off is due at once. Leaves the newsroom open.
    private static async Task FinishAsync(TestNewsroom newsroom, SmtpSink sink, long digest)
    {
        await newsroom.OpenAgainAsync();
        for (var tries = 0; tries < 5 && await newsroom.AlterAsync("UPDATE deliveries SET due_at = 1 WHERE state IN ('pending', 'deferred')") > 0; tries++)
        {
            await newsroom.CloseAsync();
            await RunAsync(newsroom, sink, digest, null);
            await newsroom.OpenAgainAsync();
        }
    }

    private static async Task CheckAsync(TestNewsroom newsroom, SmtpSink sink, long digest, int senders)
    {
        await using var connection = await newsroom.Get<IEngine>().OpenAsync(readOnly: true, default);
        async Task<long> CountAsync(string sql) => Convert.ToInt64(await Sql.AskAsync(connection, sql, default, ("digest", digest)), CultureInfo.InvariantCulture);
        var taken = sink.Accepted.GroupBy(t => t.To).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var accepted = await CountAsync("SELECT count(*) FROM deliveries WHERE digest = @digest AND state = 'accepted'");
        var inDoubt = await CountAsync("SELECT count(*) FROM deliveries WHERE digest = @digest AND state = 'in_doubt'");
        var failed = await CountAsync("SELECT count(*) FROM deliveries WHERE digest = @digest AND state = 'failed'");
        var doubts = await CountAsync("SELECT count(*) FROM delivery_attempts WHERE digest = @digest AND outcome = 'in_doubt'");
        var other = await CountAsync("SELECT count(*) FROM deliveries WHERE digest = @digest AND state NOT IN ('accepted', 'in_doubt', 'failed')");
        var sample = await Sql.AskAsync(connection, "SELECT state FROM deliveries WHERE digest = @digest AND state NOT IN ('accepted', 'in_doubt', 'failed') LIMIT 1", default, ("digest", digest));

        Assert.True((accepted + inDoubt + failed, other) == (Readers, 0L), $"{accepted} accepted, {inDoubt} in doubt, {failed} failed, {other} other, as {sample}");
        // Nobody has failed but those whom the far end refused for good.
        Assert.InRange(failed, 0, sink.Refused.Where(r => r.Words[0] == '5').Select(r => r.To).Distinct().Count());
        // Nobody is lost: whoever is accepted here was taken there.
        Assert.InRange(taken.Count, accepted, Readers);
        // Nobody is repeated but those who are named.
        var repeats = taken.Values.Sum(t => t.Count - 1);
        Assert.InRange(repeats, 0, doubts);
        Assert.All(taken.Values, copies => Assert.Single(copies.Select(c => c.Text).Distinct()));
        // At most one on each connection, each time; two may have ended before somebody took over from both.
        Assert.InRange(await CountAsync("SELECT COALESCE(max(n), 0) FROM (SELECT count(*) AS n FROM delivery_attempts WHERE digest = @digest AND reply LIKE 'The program ended%' GROUP BY ended_at) e"), 0, senders * Connections);
    }

    // Returns the point at which it was killed; null where it ended by itself.
    private static async Task<string?> RunAsync(TestNewsroom newsroom, SmtpSink sink, long digest, int? mishap)
    {
        var start = TestProgram.StartInfo(newsroom.Folder, newsroom.Postgres, mishap, ["digest", "send", digest.ToString(CultureInfo.InvariantCulture), "--now"]);
        foreach (var (key, value) in new[] { ("HOST", "127.0.0.1"), ("PORT", sink.Port.ToString(CultureInfo.InvariantCulture)), ("TLS", "none"), ("MAXCONNECTIONS", Connections.ToString(CultureInfo.InvariantCulture)), ("LASTPATIENCE", "00:00:01") })
        {
            start.Environment["BROADSIDE__MAIL__ROUTES__0__" + key] = value;
        }
        using var process = Process.Start(start)!;
        var result = await TestProgram.EndAsync(process);
        if (mishap is not null && result.ExitCode == Killed && result.Error.LastIndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at)
        {
            return result.Error[(at + Mark.Length)..].Split('\n')[0].Trim();
        }
        Assert.True(result.ExitCode == 0, $"{result.ExitCode}: {result.Error}{result.Output}");
        return null;
    }
}
