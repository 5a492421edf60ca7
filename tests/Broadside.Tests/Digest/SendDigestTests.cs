using Broadside.Digest.Ledger;
using Broadside.Mail.Dkim;
using Broadside.Tests.Mail;
using Broadside.Tests.Site;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using MimeKit.Cryptography;

namespace Broadside.Tests.Digest;

public sealed class SendDigestTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Everybody_gets_it_once_signed_and_with_a_way_to_leave_of_their_own(string engine)
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await OpenAsync(engine, sink);
        await newsroom.AddReadersAsync(300);
        var digest = await newsroom.FreezeAsync();
        Assert.Equal(300, await newsroom.Get<SignAhead>().RunAsync(digest.Number, TestContext.Current.CancellationToken));

        var status = await newsroom.SendAsync(digest);

        Assert.Equal((300, 300, "done"), (status.Frozen, status.Accepted, status.State));
        var taken = sink.Accepted.ToArray();
        Assert.Equal(300, taken.Select(t => t.To).Distinct().Count());
        Assert.Equal(300, taken.Length);
        Assert.Equal(300, taken.Select(t => t.From).Distinct().Count());
        Assert.True(sink.Connections <= 8, $"{sink.Connections} connections");
        foreach (var (to, from, text) in taken.Take(20))
        {
            await CheckMessageAsync(newsroom, to, from, text);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Whatever_the_far_end_does_nobody_is_lost_and_only_a_named_doubt_is_sent_twice(string engine)
    {
        var faults = Enum.GetValues<SinkFault>().Where(f => f is not (SinkFault.Policy or SinkFault.Closing)).ToArray();
        await using var sink = new SmtpSink((n, _) => n % 7 == 0 ? faults[n / 7 % faults.Length] : SinkFault.None);
        await using var newsroom = await OpenAsync(engine, sink);
        await newsroom.AddReadersAsync(400);
        var digest = await newsroom.FreezeAsync();

        var status = await newsroom.SendAsync(digest);

        var taken = sink.Accepted.Select(t => t.To).ToList();
        Assert.Equal(400, status.Frozen);
        Assert.Equal(status.Accepted + status.Deferred + status.Failed + status.InDoubt, status.Frozen);
        Assert.InRange(status.Failed, 1, 20);
        Assert.InRange(status.Deferred, 1, 20);
        // Twice got it only who was in doubt once, with the very same bytes.
        var twice = sink.Accepted.GroupBy(t => t.To).Where(g => g.Count() > 1).ToList();
        Assert.All(twice, g => Assert.Single(g.Select(t => t.Text).Distinct()));
        Assert.True(twice.Count <= await DoubtsAsync(newsroom), "more duplicates than doubts");
        Assert.Equal(taken.Distinct().Count(), (int)status.Accepted + (await InDoubtAsync(newsroom, taken)));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "outbound-older")]
    public async Task From_a_database_that_was_set_back_nobody_gets_it_a_second_time(string engine)
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await OpenAsync(engine, sink);
        await newsroom.AddReadersAsync(3);
        var digest = await newsroom.FreezeAsync();
        await newsroom.SendAsync(digest);
        // As from a dump that was taken before it went.
        await newsroom.AlterAsync(engine == Engines.Sqlite ? "DROP TRIGGER audit_never_shrinks" : "ALTER TABLE audit DISABLE TRIGGER ALL");
        await newsroom.AlterAsync("DELETE FROM audit WHERE what = 'send digest'");
        await newsroom.AlterAsync("UPDATE deliveries SET state = 'pending'");
        await newsroom.AlterAsync("UPDATE digests SET state = 'frozen'");
        await newsroom.OpenAgainAsync();

        var again = await newsroom.Get<SendDigest>().RunAsync(digest.Number, everything: true, null, TestContext.Current.CancellationToken);

        Assert.Equal("outbound_quiet", again.Refusal?.Code);
        Assert.Equal(3, sink.Accepted.Count);
    }

    [Fact]
    public async Task A_refusal_by_policy_stops_the_route_and_harms_no_reader()
    {
        await using var sink = new SmtpSink((n, _) => n >= 5 ? SinkFault.Policy : SinkFault.None);
        await using var newsroom = await OpenAsync(Engines.Sqlite, sink);
        await newsroom.AddReadersAsync(50);
        var digest = await newsroom.FreezeAsync();

        var status = await newsroom.SendAsync(digest);

        Assert.Equal(0, status.Failed);
        Assert.Equal(4, status.Accepted);
        Assert.Equal(46, status.Deferred + status.Pending);
        var state = await newsroom.Get<Broadside.Mail.Routes.MailRoutes>().All[0].StateAsync(default);
        Assert.True(state.IsStopped);
        Assert.Contains("not wanted here", state.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_takes_one_command_at_a_time_gets_them_so()
    {
        await using var sink = new SmtpSink(pipelining: false);
        await using var newsroom = await OpenAsync(Engines.Sqlite, sink);
        await newsroom.AddReadersAsync(30);

        var status = await newsroom.SendAsync(await newsroom.FreezeAsync());

        Assert.Equal(30, status.Accepted);
        Assert.Equal(30, sink.Accepted.Select(t => t.To).Distinct().Count());
    }

    [Fact]
    public async Task Where_the_first_relay_is_dead_the_second_takes_over()
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, RealTime, [.. Route(0, 1), .. Route(1, sink.Port)]);
        await PublishAsync(newsroom);
        await newsroom.AddReadersAsync(40);

        var status = await newsroom.SendAsync(await newsroom.FreezeAsync());

        Assert.Equal(40, status.Accepted);
    }

    [Fact]
    public async Task Without_a_relay_each_message_is_a_file_in_the_outbox()
    {
        await using var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, RealTime);
        await PublishAsync(newsroom);
        await newsroom.AddReadersAsync(12);

        var status = await newsroom.SendAsync(await newsroom.FreezeAsync());

        Assert.Equal(12, status.Accepted);
        var files = Directory.GetFiles(Path.Combine(newsroom.Folder, "outbox"), "*.eml", SearchOption.AllDirectories);
        Assert.Equal(12, files.Length);
        Assert.Equal("Ferry runs — “again”", (await MimeMessage.LoadAsync(files[0], TestContext.Current.CancellationToken)).Subject);
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_written_for_a_while_is_tried_again()
    {
        await using var sink = new SmtpSink();
        await using var newsroom = await OpenAsync(Engines.Sqlite, sink);
        await newsroom.AddReadersAsync(20);
        var digest = await newsroom.FreezeAsync();
        await using (var connection = await newsroom.Get<Broadside.Storage.IEngine>().OpenAsync(readOnly: false, default))
        {
            // As a full disk does that somebody clears: no intention can be written for three seconds.
            await Broadside.Storage.Sql.RunAsync(
                connection,
                $"CREATE TRIGGER full_disk BEFORE UPDATE OF state ON deliveries WHEN NEW.state = 'inflight' AND strftime('%s', 'now') < '{DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3}' BEGIN SELECT RAISE(ABORT, 'disk full'); END",
                default);
        }

        var status = await newsroom.SendAsync(digest);

        Assert.Equal((20, "done"), (status.Accepted, status.State));
        Assert.Equal(20, sink.Accepted.Count);
    }

    internal static async Task<TestNewsroom> OpenAsync(string engine, SmtpSink sink)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine, RealTime, [.. Route(0, sink.Port)]);
        await PublishAsync(newsroom);
        return newsroom;
    }

    // The sender's pauses are real ones.
    private static void RealTime(IServiceCollection services) => services.AddSingleton(TimeProvider.System);

    private static (string, string)[] Route(int number, int port) =>
        [($"Mail:Routes:{number}:Host", "127.0.0.1"), ($"Mail:Routes:{number}:Port", $"{port}"), ($"Mail:Routes:{number}:Tls", "none"), ($"Mail:Routes:{number}:Name", $"relay{number}"), ("Mail:From", "digest@example.org")];

    private static async Task PublishAsync(TestNewsroom newsroom) =>
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "The bridge is closed."), Newspaper.Article("b", "Ferry runs — “again”", "The ferry runs. ¿Sí?"));

    private static async Task CheckMessageAsync(TestNewsroom newsroom, string to, string from, string text)
    {
        Assert.StartsWith("b+", from, StringComparison.Ordinal);
        var token = from[2..from.IndexOf('@', StringComparison.Ordinal)];
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        var message = await MimeMessage.LoadAsync(stream, TestContext.Current.CancellationToken);
        Assert.Equal(to, Assert.Single(message.To.Mailboxes).Address);
        Assert.Contains($"/subscribe/leave/{token}>", message.Headers[HeaderId.ListUnsubscribe], StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", message.Headers[HeaderId.ListUnsubscribePost]);
        foreach (var body in new[] { message.TextBody, message.HtmlBody })
        {
            Assert.Contains($"/subscribe/leave/{token}", body, StringComparison.Ordinal);
            Assert.Contains("Ferry runs — “again”", body, StringComparison.Ordinal);
            Assert.DoesNotContain("0000000000000000", body, StringComparison.Ordinal);
        }
        var signature = message.Headers[message.Headers.IndexOf(HeaderId.DkimSignature)];
        Assert.True(await new DkimVerifier(new OwnKey(newsroom.Get<DkimKeys>())).VerifyAsync(message, signature, TestContext.Current.CancellationToken), "the signature does not hold");
    }

    private static async Task<long> DoubtsAsync(TestNewsroom newsroom) =>
        await AskAsync(newsroom, "SELECT count(*) FROM delivery_attempts WHERE outcome = 'in_doubt'");

    private static async Task<int> InDoubtAsync(TestNewsroom newsroom, List<string> taken)
    {
        var doubtful = 0;
        await using var connection = await newsroom.Get<Broadside.Storage.IEngine>().OpenAsync(readOnly: true, default);
        foreach (var to in taken.Distinct())
        {
            doubtful += Convert.ToInt32(await Broadside.Storage.Sql.AskAsync(connection, "SELECT count(*) FROM deliveries d JOIN subscribers s ON s.number = d.subscriber WHERE s.address = @to AND d.state IN ('in_doubt', 'deferred', 'failed')", default, ("to", to)), System.Globalization.CultureInfo.InvariantCulture);
        }
        return doubtful;
    }

    private static async Task<long> AskAsync(TestNewsroom newsroom, string sql)
    {
        await using var connection = await newsroom.Get<Broadside.Storage.IEngine>().OpenAsync(readOnly: true, default);
        return Convert.ToInt64(await Broadside.Storage.Sql.AskAsync(connection, sql, default), System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class OwnKey(DkimKeys keys) : DkimPublicKeyLocatorBase
    {
        public override Org.BouncyCastle.Crypto.AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default)
        {
            var record = keys.Records.Single(r => r.Name == $"{selector}._domainkey.{domain}");
            return GetPublicKey(record.Value);
        }

        public override Task<Org.BouncyCastle.Crypto.AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
