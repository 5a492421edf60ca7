using Broadside.Giving.Rails;
using Broadside.Giving.Rails.PayPal;
using Broadside.Giving.Rails.Stripe;
using Broadside.Kit;
using Broadside.Tests.Giving.Simulator;

namespace Broadside.Tests.Giving.Rails;

/// <summary>Notices are believed by their signature, and then only as far as the name of what to ask for.</summary>
public sealed class RailNoticeTests
{
    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    [InlineData("btcpay")]
    public async Task A_notice_names_what_was_paid_and_it_can_be_fetched(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var started = await PaidAsync(rails, name);

        var read = await ReadAsync(rails, name, NoticeFault.Dup | NoticeFault.Reorder);

        Assert.All(read, r => Assert.IsType<NoticeResult.Verified>(r));
        var verified = read.Cast<NoticeResult.Verified>().ToList();
        Assert.All(verified.GroupBy(v => v.EventId), same => Assert.Equal(2, same.Count()));
        var about = await Task.WhenAll(verified.SelectMany(v => v.Refs).Distinct().Select(r => rails.FetchAsync(name, r)));
        var facts = (await rails.FetchAsync(name, started.Remote)).Facts;
        Assert.NotEmpty(facts);
        Assert.All(about, snapshot => Assert.Equal(facts, snapshot.Facts));
    }

    [Theory]
    [InlineData("stripe", NoticeFault.WrongSignature, "signature")]
    [InlineData("stripe", NoticeFault.OldTimestamp, "age")]
    [InlineData("stripe", NoticeFault.OtherAccount, "account")]
    [InlineData("paypal", NoticeFault.WrongSignature, "signature")]
    [InlineData("paypal", NoticeFault.OldTimestamp, "age")]
    [InlineData("paypal", NoticeFault.OtherAccount, "signature")]
    [InlineData("paypal", NoticeFault.EvilCertificateHost, "signature")]
    [InlineData("paypal", NoticeFault.SelfSigned, "signature")]
    [InlineData("btcpay", NoticeFault.WrongSignature, "signature")]
    [InlineData("btcpay", NoticeFault.OtherAccount, "account")]
    internal async Task A_forged_or_foreign_notice_is_rejected(string name, NoticeFault fault, string why)
    {
        await using var rails = await SimulatedRails.StartAsync();
        await PaidAsync(rails, name);

        Assert.All(await ReadAsync(rails, name, fault), r => Assert.Equal(why, Assert.IsType<NoticeResult.Rejected>(r).Why));
    }

    [Fact]
    public async Task An_event_of_the_other_mode_is_taken_from_Stripe_and_dropped()
    {
        await using var rails = await SimulatedRails.StartAsync();
        await PaidAsync(rails, "stripe");
        using var live = new StripeRail(new StripeAccount { Key = "sk_live_simulator", NoticeSecret = StripeSim.NoticeSecret, Account = StripeSim.Account }, rails.Time);
        var notice = rails.Simulator.Stripe.TakeNotices()[0];

        Assert.IsType<NoticeResult.Verified>(await ReadAsync(rails, notice));
        Assert.Equal("mode", Assert.IsType<NoticeResult.Dropped>(await live.ReadNoticeAsync(Raw(rails, notice), TestContext.Current.CancellationToken)).Why);
        await PaidAsync(rails, "stripe");
        Assert.All(await ReadAsync(rails, "stripe", NoticeFault.OtherMode), r => Assert.IsType<NoticeResult.Dropped>(r));
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    public async Task Another_version_of_the_interface_is_read_all_the_same(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();
        await PaidAsync(rails, name);

        Assert.All(await ReadAsync(rails, name, NoticeFault.OtherApiVersion), r => Assert.IsType<NoticeResult.Verified>(r));
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    [InlineData("btcpay")]
    public async Task No_byte_of_a_signed_notice_can_be_changed_or_left_out(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();
        await PaidAsync(rails, name);
        var notice = rails.Far(name).TakeNotices()[0];

        var step = Math.Max(1, notice.Body.Length / TestSize.Pick(40, 100_000));
        for (var at = 0; at < notice.Body.Length; at += step)
        {
            byte[] changed = [.. notice.Body];
            changed[at] ^= 1;
            Assert.IsType<NoticeResult.Rejected>(await ReadAsync(rails, notice with { Body = changed }));
            Assert.IsType<NoticeResult.Rejected>(await ReadAsync(rails, notice with { Body = notice.Body[..at] }));
        }
        Assert.IsType<NoticeResult.Rejected>(await ReadAsync(rails, notice with { Headers = new Dictionary<string, string>() }));
        Assert.IsType<NoticeResult.Verified>(await ReadAsync(rails, notice));
    }

    [Theory]
    [InlineData("https://api.paypal.com/v1/notifications/certs/CERT-1", true)]
    [InlineData("https://api.paypal.com.evil.test/cert", false)]
    [InlineData("https://evilpaypal.com/cert", false)]
    [InlineData("https://evil.test/.paypal.com", false)]
    [InlineData("https://evil.test#.paypal.com", false)]
    [InlineData("https://api.paypal.com@evil.test/cert", false)]
    [InlineData("https://x@api.paypal.com/cert", false)]
    [InlineData("http://api.paypal.com/cert", false)]
    [InlineData("https://api.paypal.com:8443/cert", false)]
    [InlineData("https://paypal.com/cert", false)]
    public void The_certificate_of_a_notice_is_asked_for_at_PayPals_own_hosts_alone(string address, bool allowed)
    {
        var account = new PayPalAccount();
        using var wire = new PayPalWire(account, TimeProvider.System);
        using var certificates = new PayPalCertificates(account, wire, TimeProvider.System);

        Assert.Equal(allowed, certificates.Allows(new Uri(address)));
    }

    [Fact]
    public async Task Without_a_way_to_verify_a_notice_is_a_hint_to_look()
    {
        await using var rails = await SimulatedRails.StartAsync();
        await PaidAsync(rails, "paypal");
        var notice = rails.Simulator.PayPal.TakeNotices()[0];
        await rails.Simulator.PayPal.RefuseAsync();

        Assert.IsType<NoticeResult.NeedsFetch>(await ReadAsync(rails, notice));
        using var keyless = new StripeRail(new StripeAccount { Key = StripeSim.Key }, rails.Time);
        await PaidAsync(rails, "stripe");
        Assert.IsType<NoticeResult.NeedsFetch>(await keyless.ReadNoticeAsync(Raw(rails, rails.Simulator.Stripe.TakeNotices()[0]), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_checksum_is_that_of_the_standard() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    [Fact]
    public async Task Stripes_own_samples_are_read_or_refused_and_never_thrown_at()
    {
        await using var rails = await SimulatedRails.StartAsync();
        using var rail = new StripeRail(new StripeAccount { Key = StripeSim.Key }, rails.Time);
        var read = new Dictionary<string, NoticeResult>();
        foreach (var file in Directory.GetFiles(TestData.At("data", "giving", "stripe-dotnet-events"), "*.json"))
        {
            read[Path.GetFileNameWithoutExtension(file)] = await rail.ReadNoticeAsync(new RawNotice(new Dictionary<string, string>(), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), rails.Time.GetUtcNow()), TestContext.Current.CancellationToken);
        }

        var unknown = Assert.IsType<NoticeResult.NeedsFetch>(read["event_unknown_object"]);
        Assert.Equal("evt_123", unknown.EventId);
        Assert.Empty(unknown.Refs);
        Assert.Equal("form", Assert.IsType<NoticeResult.Rejected>(read["action_null"]).Why);
    }

    private static async Task<StartResult.Redirect> PaidAsync(SimulatedRails rails, string name)
    {
        var started = await rails.BeginAsync(name, new Money(1000, "EUR"));
        rails.Press(name, started.Remote);
        await rails.FetchAsync(name, started.Remote);
        return started;
    }

    private static async Task<List<NoticeResult>> ReadAsync(SimulatedRails rails, string name, NoticeFault faults)
    {
        var read = new List<NoticeResult>();
        foreach (var notice in rails.Far(name).TakeNotices(faults))
        {
            read.Add(await ReadAsync(rails, notice));
        }
        Assert.NotEmpty(read);
        return read;
    }

    private static Task<NoticeResult> ReadAsync(SimulatedRails rails, SimNotice notice) => rails.Rail(notice.Rail).ReadNoticeAsync(Raw(rails, notice), TestContext.Current.CancellationToken);

    private static RawNotice Raw(SimulatedRails rails, SimNotice notice) => new(notice.Headers, notice.Body, rails.Time.GetUtcNow());
}
