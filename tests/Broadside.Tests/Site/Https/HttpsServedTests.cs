using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Broadside.Site.Https;
using Broadside.Site.Running;

namespace Broadside.Tests.Site.Https;

/// <summary>A whole newsroom at its own two ports, with a certificate that it has just obtained by asking an authority that asked it.</summary>
public sealed class HttpsServedTests
{
    private const string Host = "news.test";

    [Fact]
    [Trait("Defence", "https-redirect")]
    public async Task A_newsroom_gets_its_certificate_by_itself_and_leads_readers_to_HTTPS()
    {
        await using var authority = await AcmeAuthority.StartAsync();
        var (plain, secure) = (FreePort(), FreePort());
        await using var site = await StartAsync(authority, plain, secure);
        using var reader = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = new SslClientAuthenticationOptions { TargetHost = Host, RemoteCertificateValidationCallback = (_, certificate, chain, _) => IsGood(certificate, chain, authority, site.Time) } });

        // Before there is a certificate, the plain port is the site.
        using (var early = await AskAsync(reader, $"http://127.0.0.1:{plain}/", HttpMethod.Get, Host))
        {
            Assert.Equal(HttpStatusCode.OK, early.StatusCode);
        }
        // The server tried by itself when it had started, and the authority did not look yet; so it waits.
        await site.Get<RenewCertificates>().RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, site.Get<TlsFolder>().Tries(Host).Failures);
        authority.Fetch = (host, path) => FetchAsync(reader, plain, host, path);
        site.Get<TlsFolder>().Note(Host, CertificateTries.None);
        await site.Get<RenewCertificates>().RunAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(site.Get<CertificateBoard>().Of(Host));
        Assert.Empty(authority.Broken);

        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            var front = site.Get<RequestTally>().Front;
            for (var time = 0; time < 2; time++)
            {
                using var page = await AskAsync(reader, $"https://127.0.0.1:{secure}/", HttpMethod.Get, Host, version);
                Assert.Equal((HttpStatusCode.OK, version), (page.StatusCode, page.Version));
                Assert.Equal("max-age=31536000", Assert.Single(page.Headers.GetValues("Strict-Transport-Security")));
                Assert.Contains("<html", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            }
            Assert.Equal(version == HttpVersion.Version11, site.Get<RequestTally>().Front > front);
        }

        await LeadsAsync(reader, plain, HttpMethod.Get, Host, "/a%20b/?c=d", HttpStatusCode.MovedPermanently, $"https://{Host}:{secure}/a%20b/?c=d");
        await LeadsAsync(reader, plain, HttpMethod.Post, Host, "/report", HttpStatusCode.PermanentRedirect, $"https://{Host}:{secure}/report");
        await LeadsAsync(reader, plain, HttpMethod.Get, "evil.example", "//evil.example/", HttpStatusCode.MovedPermanently, $"https://{Host}:{secure}//evil.example/");
        // The address beside them, as for an onion service, stays plain.
        using var beside = await site.Client.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, beside.StatusCode);
        Assert.False(beside.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal($"https://{Host}:{secure}", site.Get<Kit.BaseAddress>().Value);
    }

    [Fact]
    public async Task A_port_that_another_program_holds_is_told_in_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var authority = await AcmeAuthority.StartAsync();

        var refused = await Assert.ThrowsAsync<Kit.SettingsException>(() => StartAsync(authority, taken, FreePort()));

        Assert.StartsWith($"The ports {taken} and ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be opened", refused.Message, StringComparison.Ordinal);
    }

    private static Task<HostedNewsroom> StartAsync(AcmeAuthority authority, int plain, int secure) => HostedNewsroom.StartAsync(
        Engines.Sqlite,
        ("Site:Https:Domains:0", Host),
        ("Site:Https:Directory", authority.Directory),
        ("Site:Https:Listen", "127.0.0.1"),
        ("Site:Https:PlainPort", plain.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Site:Https:Port", secure.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static async Task LeadsAsync(HttpClient reader, int port, HttpMethod method, string host, string path, HttpStatusCode status, string to)
    {
        using var answer = await AskAsync(reader, $"http://127.0.0.1:{port}{path}", method, host);
        Assert.Equal((status, to), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient reader, string address, HttpMethod method, string host, Version? version = null)
    {
        var request = new HttpRequestMessage(method, address) { Version = version ?? HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Host = host;
        return reader.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string?> FetchAsync(HttpClient reader, int port, string host, string path)
    {
        using var answer = await AskAsync(reader, $"http://127.0.0.1:{port}{path}", HttpMethod.Get, host);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : null;
    }

    private static bool IsGood(X509Certificate? certificate, X509Chain? sent, AcmeAuthority authority, FakeTime time)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Issuer.Root);
        chain.ChainPolicy.ExtraStore.AddRange(sent!.ChainPolicy.ExtraStore);
        var site = (X509Certificate2)certificate!;
        return chain.Build(site) && site.MatchesHostname(Host);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
