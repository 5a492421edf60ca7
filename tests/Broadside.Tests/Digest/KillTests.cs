using System.Diagnostics;
using System.Globalization;
using Broadside.Storage;
using Broadside.Tests.Mail;
using Broadside.Tests.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Digest;

/// <summary>The sender is a process that is killed at every step that it takes, again and again, until the digest is through. What the far end has is compared with what the ledger says.</summary>
[Trait("Suite", "slow")]
[Trait("Suite", "slowest")]
public sealed class KillTests
{
    private const int Readers = 160;
    private const int Connections = 4;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Killed_at_any_moment_it_loses_nobody_and_repeats_only_what_it_names(string engine)
    {
        var random = new Random(20261122);
        var faults = Enum.GetValues<SinkFault>().Where(f => f is not (SinkFault.Policy or SinkFault.Closing or SinkFault.Never or SinkFault.Later)).ToArray();
        var kills = TestSize.Pick(16, 500);
        var round = 0;
        for (; kills > 0; round++)
        {
            var hasFaults = round % 2 == 1;
            await using var sink = new SmtpSink((n, _) => hasFaults && n % 11 == 0 ? faults[n / 11 % faults.Length] : SinkFault.None);
            await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton(TimeProvider.System));
            await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "The bridge is closed."));
            await newsroom.AddReadersAsync(Readers);
            var digest = await newsroom.FreezeAsync();
            await newsroom.CloseAsync();

            // Early points hit the start, late ones the end; the last runs are undisturbed and must finish.
            for (var run = 0; run < 25 && kills > 0; run++)
            {
                if (await RunAsync(newsroom, sink, digest.Number, random.Next(1, 60)) == 0)
                {
                    break;
                }
                kills--;
            }
            await RunAsync(newsroom, sink, digest.Number, null);

            await newsroom.OpenAgainAsync();
            await CheckAsync(newsroom, sink, digest.Number);
        }
        Assert.True(round > 1, "no far end had faults");
    }

    private static async Task CheckAsync(TestNewsroom newsroom, SmtpSink sink, long digest)
    {
        await using var connection = await newsroom.Get<IEngine>().OpenAsync(readOnly: true, default);
        async Task<long> CountAsync(string sql) => Convert.ToInt64(await Sql.AskAsync(connection, sql, default, ("digest", digest)), CultureInfo.InvariantCulture);
        var taken = sink.Accepted.GroupBy(t => t.To).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var accepted = await CountAsync("SELECT count(*) FROM deliveries WHERE digest = @digest AND state = 'accepted'");
        var inDoubt = await CountAsync("SELECT count(*) FROM deliveries WHERE digest = @digest AND state = 'in_doubt'");
        var doubts = await CountAsync("SELECT count(*) FROM delivery_attempts WHERE digest = @digest AND outcome = 'in_doubt'");
        var other = await CountAsync("SELECT count(*) FROM deliveries WHERE digest = @digest AND state NOT IN ('accepted', 'in_doubt')");
        var sample = await Sql.AskAsync(connection, "SELECT state FROM deliveries WHERE digest = @digest AND state NOT IN ('accepted', 'in_doubt') LIMIT 1", default, ("digest", digest));

        Assert.True((accepted + inDoubt, other) == (Readers, 0L), $"{accepted} accepted, {inDoubt} in doubt, {other} other, as {sample}");
        // Nobody is lost: whoever is accepted here was taken there.
        Assert.InRange(taken.Count, accepted, Readers);
        // Nobody is repeated but those who are named.
        var repeats = taken.Values.Sum(t => t.Count - 1);
        Assert.InRange(repeats, 0, doubts);
        Assert.All(taken.Values, copies => Assert.Single(copies.Select(c => c.Text).Distinct()));
        // At most one on each connection, each time.
        Assert.InRange(await CountAsync("SELECT COALESCE(max(n), 0) FROM (SELECT count(*) AS n FROM delivery_attempts WHERE digest = @digest AND reply LIKE 'The program ended%' GROUP BY ended_at) e"), 0, Connections);
    }

    private static async Task<int> RunAsync(TestNewsroom newsroom, SmtpSink sink, long digest, int? mishap)
    {
        var start = TestProgram.StartInfo(newsroom.Folder, newsroom.Postgres, mishap, ["digest", "send", digest.ToString(CultureInfo.InvariantCulture), "--now"]);
        foreach (var (key, value) in new[] { ("HOST", "127.0.0.1"), ("PORT", sink.Port.ToString(CultureInfo.InvariantCulture)), ("TLS", "none"), ("MAXCONNECTIONS", Connections.ToString(CultureInfo.InvariantCulture)) })
        {
            start.Environment["BROADSIDE__MAIL__ROUTES__0__" + key] = value;
        }
        using var process = Process.Start(start)!;
        var result = await TestProgram.EndAsync(process);
        Assert.True(mishap is not null || result.ExitCode == 0, result.Error + result.Output);
        return result.ExitCode;
    }
}
