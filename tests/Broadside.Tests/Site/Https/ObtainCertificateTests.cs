using Broadside.Kit;
using Broadside.Site.Https;

namespace Broadside.Tests.Site.Https;

public sealed class ObtainCertificateTests
{
    private const string Host = "news.test";

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_certificate_is_obtained_by_the_rules_of_the_standard(int slowness)
    {
        await using var site = await AcmeNewsroom.StartAsync();
        site.Authority.Slowness = slowness;

        var (outcome, _) = await site.ObtainAsync();

        Assert.Empty(site.Authority.Broken);
        Assert.Null(outcome.Refusal);
        using var held = site.Get<TlsFolder>().Read(Host);
        Assert.True(held!.Names(Host));
        Assert.Equal(outcome.Value, held.EndsAt);
        Assert.Equal("Loopback Between", held.Issuer);
        Assert.Single(held.Context.IntermediateCertificates);
        var files = Directory.GetFiles(Path.Combine(site.Folder, "keys", "tls"));
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task The_account_is_the_same_each_time_and_the_key_is_new()
    {
        await using var site = await AcmeNewsroom.StartAsync();
        await site.ObtainAsync();
        var first = await File.ReadAllTextAsync(site.Pem, TestContext.Current.CancellationToken);

        await site.ObtainAsync();

        Assert.Empty(site.Authority.Broken);
        Assert.Equal(1, site.Authority.Accounts);
        var second = await File.ReadAllTextAsync(site.Pem, TestContext.Current.CancellationToken);
        Assert.NotEqual(first[..100], second[..100]);
    }

    [Fact]
    public async Task A_nonce_that_is_refused_is_followed_by_the_one_that_came_with_the_refusal()
    {
        await using var site = await AcmeNewsroom.StartAsync();
        site.Authority.NoncesToRefuse = 3;

        Assert.Null((await site.ObtainAsync()).Outcome.Refusal);
        Assert.Empty(site.Authority.Broken);
        site.Authority.NoncesToRefuse = 100;
        var (refused, _) = await site.ObtainAsync();

        Assert.Equal("127.0.0.1 refuses every nonce that it gives.", refused.Refusal!.Message);
    }

    [Fact]
    public async Task An_authority_that_asks_for_patience_is_told_on_with_its_time()
    {
        await using var site = await AcmeNewsroom.StartAsync();
        site.Authority.Patience = TimeSpan.FromHours(3);

        var (outcome, retryAfter) = await site.ObtainAsync();

        Assert.Equal(("no_certificate", TimeSpan.FromHours(3)), (outcome.Refusal!.Code, retryAfter));
        Assert.Equal("127.0.0.1 asks for patience: too many certificates for this host", outcome.Refusal.Message);
    }

    [Fact]
    public async Task A_proof_that_is_not_found_is_told_with_what_to_do_and_is_taken_down()
    {
        await using var site = await AcmeNewsroom.StartAsync();
        string? asked = null;
        site.Authority.Fetch = (_, path) => Task.FromResult((asked = path) is null ? "" : null);

        var (outcome, _) = await site.ObtainAsync();

        Assert.Contains("that news.test leads here: Connection refused It asks for http://news.test/.well-known/acme-challenge/…", outcome.Refusal!.Message, StringComparison.Ordinal);
        Assert.Null(site.Get<ChallengeBoard>().Find(asked!));
        Assert.False(File.Exists(site.Pem));
        Assert.Empty(site.Authority.Broken);
    }

    [Fact]
    public async Task An_order_that_turns_bad_at_its_end_is_told_with_its_reason()
    {
        await using var site = await AcmeNewsroom.StartAsync();
        site.Authority.Refusal = "CAA record forbids it.";

        Assert.Contains("CAA record forbids it.", (await site.ObtainAsync()).Outcome.Refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "else.test")]
    public async Task What_cannot_be_used_does_not_replace_what_can(bool anotherKey, string? anotherName)
    {
        await using var site = await AcmeNewsroom.StartAsync();
        await site.ObtainAsync();
        var before = await File.ReadAllTextAsync(site.Pem, TestContext.Current.CancellationToken);
        (site.Authority.Issuer.TakesAnotherKey, site.Authority.Issuer.TakesAnotherName) = (anotherKey, anotherName);

        var (outcome, _) = await site.ObtainAsync();

        Assert.Equal("What the authority sent is no certificate of this key for news.test.", outcome.Refusal!.Message);
        Assert.Equal(before, await File.ReadAllTextAsync(site.Pem, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_authority_that_wants_an_account_outside_gets_it_bound()
    {
        await using var site = await AcmeNewsroom.StartAsync(("Site:Https:AccountId", "kid-1"), ("Site:Https:AccountKey", "c2VjcmV0LWtleQ"));
        site.Authority.Outside = ("kid-1", "secret-key"u8.ToArray());
        Assert.Null((await site.ObtainAsync()).Outcome.Refusal);

        await using var without = await AcmeNewsroom.StartAsync();
        without.Authority.Outside = ("kid-1", "secret-key"u8.ToArray());
        Assert.Contains("Set Site:Https:AccountId and Site:Https:AccountKey", (await without.ObtainAsync()).Outcome.Refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../../../keys/site.key-aaaaaaaa", null, "offers no proof of news.test by HTTP")]
    [InlineData("short", null, "offers no proof of news.test by HTTP")]
    [InlineData(null, "http://else.test/new-order", "where an address that begins with https:// belongs")]
    [InlineData(null, "file:///etc/passwd", "where an address that begins with https:// belongs")]
    public async Task What_an_authority_says_is_not_trusted(string? token, string? newOrder, string said)
    {
        await using var site = await AcmeNewsroom.StartAsync();
        (site.Authority.Token, site.Authority.NewOrder) = (token, newOrder);

        Assert.Contains(said, (await site.ObtainAsync()).Outcome.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_is_not_there_is_told_in_one_sentence()
    {
        await using var site = await AcmeNewsroom.StartAsync();
        await site.Authority.DisposeAsync();

        Assert.StartsWith("127.0.0.1 cannot be reached: ", (await site.ObtainAsync()).Outcome.Refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org")]
    [InlineData("example.org:443")]
    [InlineData("*.example.org")]
    [InlineData("192.0.2.7")]
    [InlineData("localhost")]
    [InlineData("a b.org")]
    public void A_domain_that_is_none_stops_the_start(string domain)
    {
        var refused = Assert.Throws<SettingsException>(() => new HttpsSettings { Domains = [domain] }.Hosts());

        Assert.Contains($"names “{domain}”, which is no host", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_domain_in_another_script_stands_as_certificates_name_it()
    {
        Assert.Equal(["xn--peridico-y3a.test", "news.test"], new HttpsSettings { Domains = ["Periódico.test", "NEWS.test.", "news.test"] }.Hosts());
    }
}
