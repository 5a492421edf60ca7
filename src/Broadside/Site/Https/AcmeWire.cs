using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Broadside.Site.Https;

/// <summary>Speaks to a certificate authority (RFC 8555 §6): signed requests, a nonce each, its problems as <see cref="AcmeTrouble"/>.</summary>
internal sealed class AcmeWire : IDisposable
{
    // RFC 8555 §6.5: a nonce that was refused brings a new one along; some authorities forget theirs between two machines.
    private const int MostTries = 4;
    private const int LargestAnswer = 1 << 20;

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly HttpsSettings settings;
    private readonly TimeProvider time;
    private readonly AcmeKey key;
    private readonly HttpClient http;
    private string? nonce;
    private string? account;
    private AcmeAnswer? directory;

    public AcmeWire(HttpsSettings settings, AcmeKey key, TimeProvider time)
    {
        (this.settings, this.key, this.time) = (settings, key, time);
        http = new HttpClient(Handler(settings.Authority)) { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = LargestAnswer };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("Broadside");
    }

    /// <summary>Signs in to the account of this key, which is made where there is none yet.</summary>
    public async Task SignInAsync(CancellationToken cancel)
    {
        directory = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, Checked(settings.Directory)), cancel);
        var address = In("newAccount");
        var contact = settings.Email is { Length: > 0 } email ? $",\"contact\":[{JsonSerializer.Serialize("mailto:" + email)}]" : "";
        var bound = settings is { AccountId: { Length: > 0 } id, AccountKey: { Length: > 0 } secret } ? $",\"externalAccountBinding\":{key.Bind(address, id, secret)}" : "";
        var answer = await PostAsync(address, $$"""{"termsOfServiceAgreed":true{{contact}}{{bound}}}""", cancel);
        account = answer.Location?.AbsoluteUri ?? throw new AcmeTrouble($"{Name} made no account: its answer names none.");
    }

    /// <summary>An address that the authority's directory names.</summary>
    public Uri In(string name) => Checked(directory!.Text(name));

    /// <param name="url">Whatever of the authority's.</param>
    /// <param name="payload">JSON; empty: only asks (RFC 8555 §6.3).</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="AcmeTrouble">It was refused, or the authority cannot be reached.</exception>
    public async Task<AcmeAnswer> PostAsync(Uri url, string payload, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            if (nonce is null)
            {
                await SendAsync(() => new HttpRequestMessage(HttpMethod.Head, In("newNonce")), cancel);
            }
            var body = key.Seal(Checked(url.AbsoluteUri), nonce ?? throw new AcmeTrouble($"{Name} gives no nonce."), account, payload);
            nonce = null;
            try
            {
                return await SendAsync(() => Request(url, body), cancel);
            }
            catch (BadNonce) when (tries < MostTries)
            {
                // It sent another with its refusal.
            }
            catch (BadNonce e)
            {
                throw new AcmeTrouble($"{Name} refuses every nonce that it gives.", null, e);
            }
        }
    }

    public void Dispose() => http.Dispose();

    private string Name => new Uri(settings.Directory).Host;

    private static HttpRequestMessage Request(Uri url, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/jose+json");
        return request;
    }

    private async Task<AcmeAnswer> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        try
        {
            using var request = make();
            using var answer = await http.SendAsync(request, cancel);
            if (answer.Headers.TryGetValues("Replay-Nonce", out var given))
            {
                nonce = given.First();
            }
            var body = await answer.Content.ReadAsStringAsync(cancel);
            var read = new AcmeAnswer(body, Json(body), answer.Headers.Location, Pause(answer.Headers.RetryAfter));
            return answer.IsSuccessStatusCode ? read : throw Refused(answer.StatusCode, read);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new AcmeTrouble($"{Name} cannot be reached: {(e is OperationCanceledException ? "it does not answer" : (e.InnerException ?? e).Message)}.", null, e);
        }
    }

    private Exception Refused(HttpStatusCode status, AcmeAnswer answer)
    {
        var type = answer.Text("type").Split(':')[^1];
        return type == "badNonce" ? new BadNonce() : new AcmeTrouble(type switch
        {
            "rateLimited" => $"{Name} asks for patience: {answer.Text("detail")}",
            "externalAccountRequired" => $"{Name} wants an account that is made on its own site. Set Site:Https:AccountId and Site:Https:AccountKey to what it gives you.",
            _ => $"{Name} refuses ({(int)status}{(type.Length > 0 ? " " + type : "")}): {(answer.Text("detail") is { Length: > 0 } detail ? detail : "it does not say why")}",
        }, answer.RetryAfter);
    }

    private TimeSpan? Pause(RetryConditionHeaderValue? asked)
    {
        var pause = asked?.Delta ?? asked?.Date - time.GetUtcNow();
        return pause is null ? null : pause < TimeSpan.Zero ? TimeSpan.Zero : pause > LongestPause ? LongestPause : pause;
    }

    // The authority's answers name further addresses, and whoever stands between could name others.
    private Uri Checked(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? uri
            : throw new AcmeTrouble($"{settings.Directory} names “{address}” where an address that begins with https:// belongs. Is Site:Https:Directory an ACME directory?");

    private static JsonElement Json(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static SocketsHttpHandler Handler(string? authority)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(15) };
        if (authority is { Length: > 0 })
        {
            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.ImportFromPemFile(authority);
            handler.SslOptions.CertificateChainPolicy = trust;
        }
        return handler;
    }

    private sealed class BadNonce : Exception;
}
