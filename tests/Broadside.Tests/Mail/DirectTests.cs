using System.Net;
using Broadside.Guard;
using Broadside.Mail.Routes;
using Broadside.Storage;
using Broadside.Tests.Digest;
using Broadside.Tests.Mail.Checks;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Mail;

/// <summary>The last resort: no relay at all, each message to its reader's own mail server.</summary>
public sealed class DirectTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Each_message_goes_to_the_server_of_its_reader(string engine)
    {
        await using var dns = new NameServer();
        await using var one = new SmtpSink(address: new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await using var two = new SmtpSink(address: new IPEndPoint(IPAddress.Parse("127.0.0.3"), one.Port));
        Serve(dns, "one.example", "mx.one.example", "127.0.0.2");
        // The preferred one is away, the second takes it.
        Serve(dns, "two.example", "away.two.example", "127.0.0.9");
        Serve(dns, "two.example", "mx.two.example", "127.0.0.3", 20);
        // Without an MX record the domain's own address counts.
        dns.Host("three.example", "127.0.0.3");
        dns.MailServer("nomail.example", "");
        await using var newsroom = await OpenAsync(engine, dns, one.Port);
        foreach (var domain in (string[])["one.example", "two.example", "three.example", "nomail.example", "nowhere.example"])
        {
            await newsroom.AddReadersAsync(20, domain: domain);
        }
        var digest = await newsroom.FreezeAsync();

        var status = await newsroom.SendAsync(digest);

        Assert.Equal((100, 60, 40, "done"), (status.Frozen, status.Accepted, status.Failed, status.State));
        Assert.Equal(20, one.Accepted.Select(t => t.To).Distinct().Count(t => t.EndsWith("@one.example", StringComparison.Ordinal)));
        Assert.Equal(20, one.Accepted.Count);
        Assert.Equal(40, two.Accepted.Select(t => t.To).Distinct().Count());
        Assert.Equal(40, two.Accepted.Count);
        Assert.True(one.Connections <= 8, $"{one.Connections} connections for 20 messages");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_one_server_refuses_or_breaks_is_no_matter_of_the_others(string engine)
    {
        await using var dns = new NameServer();
        await using var refuses = new SmtpSink((_, _) => SinkFault.Policy, address: new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        var faults = new[] { SinkFault.None, SinkFault.DropInText, SinkFault.Closing, SinkFault.Later, SinkFault.Never, SinkFault.None };
        await using var breaks = new SmtpSink((n, _) => n == 20 ? SinkFault.TakeAndDrop : faults[n % 6], address: new IPEndPoint(IPAddress.Parse("127.0.0.3"), refuses.Port));
        await using var takes = new SmtpSink(address: new IPEndPoint(IPAddress.Parse("127.0.0.4"), refuses.Port));
        Serve(dns, "refuses.example", "mx.refuses.example", "127.0.0.2");
        Serve(dns, "breaks.example", "mx.breaks.example", "127.0.0.3");
        Serve(dns, "takes.example", "mx.takes.example", "127.0.0.4");
        await using var newsroom = await OpenAsync(engine, dns, refuses.Port);
        foreach (var domain in (string[])["refuses.example", "breaks.example", "takes.example"])
        {
            await newsroom.AddReadersAsync(40, domain: domain);
        }
        var digest = await newsroom.FreezeAsync();

        var status = await newsroom.SendAsync(digest);

        Assert.Equal(40, takes.Accepted.Select(t => t.To).Distinct().Count());
        Assert.Equal(40, takes.Accepted.Count);
        Assert.Empty(refuses.Accepted);
        Assert.Equal((120, 0, 0, 0), (status.Frozen, status.Pending, status.Claimed, status.Inflight));
        Assert.InRange(status.Failed, 1, 15);
        Assert.True(status.Deferred >= 40, status.ToString());
        // Twice got it only who was in doubt, with the very same bytes.
        Assert.All(breaks.Accepted.GroupBy(t => t.To).Where(g => g.Count() > 1), g => Assert.Single(g.Select(t => t.Text).Distinct()));
        Assert.True(breaks.Accepted.Count - breaks.Accepted.Select(t => t.To).Distinct().Count() <= 1, "more than the one doubt came twice");
        Assert.True(await newsroom.Get<MailRoutes>().All[0].IsUsableAsync(default));
        await using var db = await newsroom.Get<IDbContextFactory<NewsroomDb>>().CreateDbContextAsync();
        Assert.True(await db.Set<Alarm>().AnyAsync(a => a.Code == "mail-refused" && a.Subject == "mx.refuses.example"));
    }

    [Fact]
    public async Task A_domain_that_points_into_our_own_network_is_sent_nothing()
    {
        await using var dns = new NameServer();
        await using var local = new SmtpSink(address: new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        Serve(dns, "trap.example", "mx.trap.example", "127.0.0.2");
        await using var newsroom = await OpenAsync(Engines.Sqlite, dns, local.Port, allowsPrivate: false);
        await newsroom.AddReadersAsync(3, domain: "trap.example");

        var status = await newsroom.SendAsync(await newsroom.FreezeAsync());

        Assert.Equal((3, 3), (status.Frozen, status.Deferred));
        Assert.Equal(0, local.Connections);
    }

    private static void Serve(NameServer dns, string domain, string server, string address, byte preference = 10)
    {
        dns.MailServer(domain, server, preference);
        dns.Host(server, address);
    }

    private static async Task<TestNewsroom> OpenAsync(string engine, NameServer dns, int port, bool allowsPrivate = true)
    {
        var newsroom = await TestNewsroom.OpenAsync(
            engine, s => s.AddSingleton(TimeProvider.System), ("Mail:Dns", dns.Address), ("Mail:Routes:0:Kind", "direct"), ("Mail:Routes:0:Port", $"{port}"),
            ("Mail:Routes:0:AllowPrivateHosts", allowsPrivate ? "true" : "false"), ("Mail:From", "digest@example.org"));
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "The bridge is closed."));
        return newsroom;
    }
}
