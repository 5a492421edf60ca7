using Broadside.Mail.Dkim;
using Broadside.Mail.Letters;
using Broadside.Tests.Guard;

namespace Broadside.Tests.Mail.Checks;

public sealed class MailCheckTests
{
    [Fact]
    public async Task Where_all_is_right_doctor_has_nothing_to_say()
    {
        await using var sink = new SmtpSink();
        await using var dns = new NameServer();
        await using var newsroom = await OpenAsync(sink, dns);
        Fill(newsroom, dns);

        Assert.Empty(await newsroom.FindAsync());
        Assert.True(dns.Asked > 5, $"only {dns.Asked} questions were asked");
    }

    [Fact]
    public async Task Without_a_route_nothing_is_asked_of_the_network()
    {
        await using var dns = new NameServer();
        await using var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, null, ("Mail:Dns", dns.Address));

        Assert.Empty(await newsroom.FindAsync());
        Assert.Equal(0, dns.Asked);
    }

    [Theory]
    [InlineData("outlet.example", 16, null, "has no SPF record. Put into the DNS: outlet.example. TXT \"v=spf1 ")]
    [InlineData("outlet.example", 16, "v=spf1 +all", "lets everybody send in its name")]
    [InlineData("outlet.example", 16, "v=spf1 ip4:0.0.0.0/0 -all", "lets everybody send in its name")]
    [InlineData("outlet.example", 16, "v=spf1 ip4:192.0.2.2 ip4:198.51.100.0/24 -all", "does not let this machine send, which is 192.0.2.1. Put a:mail.outlet.example into it")]
    [InlineData("outlet.example", 16, "v=spf1 -a:mail.outlet.example a:mail.outlet.example -all", "does not let this machine send")]
    [InlineData("outlet.example", 16, "v=spf1 ip4:192.0.2.1 include:gone.example ~all", "counts as none, because gone.example, which it includes, has none")]
    [InlineData("outlet.example", 16, "v=spf1 include:outlet.example ~all", "needs more than 10 questions to the DNS")]
    [InlineData("outlet.example", 16, "v=spf1 ipv4:192.0.2.1 ~all", "“ipv4:192.0.2.1” is no word of SPF")]
    [InlineData("broadside._domainkey.outlet.example", 16, null, "Put there: broadside._domainkey.outlet.example. TXT \"v=DKIM1; k=rsa; p=")]
    [InlineData("broadside._domainkey.outlet.example", 16, "v=DKIM1; k=rsa; p=AAAA", "has another signing key at broadside._domainkey.outlet.example")]
    [InlineData("_dmarc.outlet.example", 16, null, "Put into the DNS: _dmarc.outlet.example. TXT \"v=DMARC1; p=none\"")]
    [InlineData("outlet.example", 15, null, "nothing can come back to outlet.example")]
    [InlineData("mail.outlet.example", 1, null, "the DNS knows no such name")]
    [InlineData("1.2.0.192.in-addr.arpa", 12, null, "does not point back to that name (PTR)")]
    public async Task What_is_missing_or_wrong_is_named_with_what_to_put_in_the_DNS(string name, ushort type, string? instead, string said)
    {
        await using var sink = new SmtpSink();
        await using var dns = new NameServer();
        await using var newsroom = await OpenAsync(sink, dns);
        Fill(newsroom, dns);
        dns.Forget(name, type);
        if (instead is not null)
        {
            dns.Text(name, instead);
        }

        Assert.Contains(said, Assert.Single(await newsroom.FindAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v=spf1 a:mail.outlet.example ~all")]
    [InlineData("v=spf1 mx -all")]
    [InlineData("v=spf1 ip4:192.0.2.99/24 ?all")]
    [InlineData("v=spf1 a:other.example/24//64 -all")]
    [InlineData("v=spf1 ptr:outlet.example -all")]
    [InlineData("v=spf1 include:relay.example include:own.example -all")]
    [InlineData("v=spf1 redirect=own.example")]
    [InlineData("v=spf1 exists:%{i}.known.example -all")]
    public async Task A_record_that_lets_this_machine_send_is_right(string record)
    {
        await using var sink = new SmtpSink();
        await using var dns = new NameServer();
        await using var newsroom = await OpenAsync(sink, dns);
        Fill(newsroom, dns);
        dns.Forget("outlet.example", 16);
        dns.Text("outlet.example", record);
        dns.Text("relay.example", "v=spf1 ip4:198.51.100.0/24 -all");
        dns.Text("own.example", "v=spf1 ip6:2001:db8::/32 ip4:192.0.2.1 -all");
        dns.Host("other.example", "192.0.2.200");

        Assert.Empty(await newsroom.FindAsync());
    }

    [Fact]
    public async Task Two_SPF_records_are_as_good_as_none()
    {
        await using var sink = new SmtpSink();
        await using var dns = new NameServer();
        await using var newsroom = await OpenAsync(sink, dns);
        Fill(newsroom, dns);
        dns.Text("outlet.example", "v=spf1 ~all");

        Assert.Contains("has 2 SPF records", Assert.Single(await newsroom.FindAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_that_does_not_answer_is_named()
    {
        await using var dns = new NameServer();
        var sink = new SmtpSink();
        var port = sink.Port;
        await using var newsroom = await OpenAsync(sink, dns);
        Fill(newsroom, dns);
        await sink.DisposeAsync();

        Assert.Contains($"the route first (127.0.0.1:{port}) does not work", Assert.Single(await newsroom.FindAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_that_wants_encryption_and_gets_none_is_named()
    {
        await using var dns = new NameServer();
        await using var sink = new SmtpSink();
        await using var newsroom = await OpenAsync(sink, dns, "starttls");
        Fill(newsroom, dns);

        Assert.Contains("offers no encryption", Assert.Single(await newsroom.FindAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_went_back_is_noticed()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await using var db = newsroom.Db();
        await newsroom.Get<PostLetter>().RunAsync(db, new NewLetter { Kind = "test", To = "reader@there.example", Subject = "x", Text = "x\n", Language = "en" }, TestContext.Current.CancellationToken);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        newsroom.Time.Jump(TimeSpan.FromDays(-2));

        Assert.Contains(await newsroom.FindAsync(), l => l.StartsWith("clock: it says 2026-11-20 12:00 UTC", StringComparison.Ordinal));
    }

    private static Task<TestNewsroom> OpenAsync(SmtpSink sink, NameServer dns, string tls = "none") => TestNewsroom.OpenAsync(Engines.Sqlite, null,
        ("Kit:Address", "https://outlet.example"), ("Mail:Dns", dns.Address), ("Mail:HelloName", "mail.outlet.example"),
        ("Mail:Routes:0:Name", "first"), ("Mail:Routes:0:Host", "127.0.0.1"), ("Mail:Routes:0:Port", $"{sink.Port}"), ("Mail:Routes:0:Tls", tls));

    private static void Fill(TestNewsroom newsroom, NameServer dns)
    {
        dns.Text("outlet.example", "a note of another kind");
        dns.Text("outlet.example", "v=spf1 a:mail.outlet.example ~all");
        dns.Text("_dmarc.outlet.example", "v=DMARC1; p=none");
        foreach (var (name, value) in newsroom.Get<DkimKeys>().Records)
        {
            dns.Text(name, value);
        }
        dns.MailServer("outlet.example", "mail.outlet.example");
        dns.Host("mail.outlet.example", "192.0.2.1");
        dns.Pointer("192.0.2.1", "mail.outlet.example");
    }
}
