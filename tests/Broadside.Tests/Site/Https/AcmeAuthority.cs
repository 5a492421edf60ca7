using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Site.Https;

/// <summary>
/// A certificate authority of our own on the loopback that takes RFC 8555 at its word: whatever a client does that the standard
/// forbids is refused and noted in <see cref="Broken"/>. Faults are switched on by the properties.
/// </summary>
public sealed class AcmeAuthority : IAsyncDisposable
{
    private static readonly string[] JwsMembers = ["payload", "protected", "signature"];

    private readonly ConcurrentDictionary<string, bool> nonces = new();
    private readonly ConcurrentDictionary<string, ECDsa> accounts = new();
    private readonly ConcurrentDictionary<string, AcmeOrder> orders = new();
    private readonly WebApplication app;
    private int numbers;

    private AcmeAuthority(WebApplication app, string address) => (this.app, Address) = (app, address);

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; }

    public string Directory => Address + "/directory";

    public AcmeIssuer Issuer { get; } = new();

    /// <summary>What the client did against the standard.</summary>
    public ConcurrentQueue<string> Broken { get; } = new();

    /// <summary>Requests so far, the directory's among them.</summary>
    public int Requests { get; private set; }

    public int Accounts => accounts.Count;

    /// <summary>Looks for the proof of a host: <c>(host, path)</c> to the body that is found there, or null.</summary>
    public Func<string, string, Task<string?>> Fetch { get; set; } = (_, _) => Task.FromResult<string?>(null);

    /// <summary>So many nonces are refused though they are good.</summary>
    public int NoncesToRefuse { get; set; }

    /// <summary>New orders are refused for so long.</summary>
    public TimeSpan? Patience { get; set; }

    /// <summary>How often it says that it is still at it.</summary>
    public int Slowness { get; set; }

    /// <summary>An account outside that is asked for: its id and key.</summary>
    public (string Id, byte[] Key)? Outside { get; set; }

    /// <summary>The order turns invalid after it was finalized, with this reason.</summary>
    public string? Refusal { get; set; }

    /// <summary>In place of a good token.</summary>
    public string? Token { get; set; }

    /// <summary>In place of the address of new orders.</summary>
    public string? NewOrder { get; set; }

    public static async Task<AcmeAuthority> StartAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var authority = new AcmeAuthority(builder.Build(), $"http://127.0.0.1:{port}");
        authority.app.Run(authority.AnswerAsync);
        await authority.app.StartAsync();
        return authority;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Issuer.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests++;
        var path = context.Request.Path.Value!;
        if (context.Request.Headers.UserAgent.Count == 0)
        {
            Broken.Enqueue("RFC 8555 §6.1: no User-Agent");
        }
        if (path == "/directory" && HttpMethods.IsGet(context.Request.Method))
        {
            await WriteAsync(context, 200, new { newNonce = Address + "/nonce", newAccount = Address + "/new-account", newOrder = NewOrder ?? Address + "/new-order", meta = new { termsOfService = Address + "/terms", externalAccountRequired = Outside is not null } });
            return;
        }
        context.Response.Headers["Replay-Nonce"] = NewNonce();
        context.Response.Headers.CacheControl = "no-store";
        if (path == "/nonce" && (HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsGet(context.Request.Method)))
        {
            // RFC 8555 §7.2: 200 to who asks for the head alone, 204 to who asks for a body that is not there.
            context.Response.StatusCode = HttpMethods.IsHead(context.Request.Method) ? 200 : 204;
            return;
        }
        try
        {
            await AnswerAsync(context, path, await ReadAsync(context, path));
        }
        catch (AcmeRefusal e)
        {
            if (e.IsClientsFault)
            {
                Broken.Enqueue(e.Message);
            }
            if (e.RetryAfter is { } pause)
            {
                context.Response.Headers.RetryAfter = pause;
            }
            await WriteAsync(context, e.Status, new { type = "urn:ietf:params:acme:error:" + e.Type, detail = e.Message, status = e.Status }, "application/problem+json");
        }
    }

    private async Task AnswerAsync(HttpContext context, string path, AcmeRequest request)
    {
        if (path == "/new-account")
        {
            await MakeAccountAsync(context, request);
            return;
        }
        if (path == "/new-order")
        {
            await MakeOrderAsync(context, request);
            return;
        }
        var parts = path.Split('/');
        var order = orders.TryGetValue(parts[^1], out var found) && found.Account == request.Account ? found : throw AcmeRefusal.Fault("malformed", $"no such thing of this account: {path}");
        switch (parts[1])
        {
            case "order":
                AsksOnly(request);
                order.Progress(this);
                await WriteAsync(context, 200, Shown(order, context));
                break;
            case "authorization":
                AsksOnly(request);
                await ShowAuthorizationAsync(context, order);
                break;
            case "challenge":
                if (request.Payload != "{}")
                {
                    throw AcmeRefusal.Fault("malformed", "RFC 8555 §7.5.1: the payload of a challenge is {}");
                }
                order.Proof = $"{order.Token}.{request.Thumbprint}";
                await WriteAsync(context, 200, Challenge(order));
                break;
            case "finalize":
                order.Finalize(this, request);
                await WriteAsync(context, 200, Shown(order, context));
                break;
            case "certificate" when order.Chain is not null:
                AsksOnly(request);
                context.Response.ContentType = "application/pem-certificate-chain";
                await context.Response.WriteAsync(order.Chain);
                break;
            default:
                throw AcmeRefusal.Fault("malformed", $"nothing is at {path}");
        }
    }

    private async Task MakeAccountAsync(HttpContext context, AcmeRequest request)
    {
        using var payload = JsonDocument.Parse(request.Payload);
        var id = $"{Address}/account/{request.Thumbprint}";
        // RFC 8555 §7.3.1: who only looks for the account of a key makes none.
        if (payload.RootElement.TryGetProperty("onlyReturnExisting", out var existing) && existing.GetBoolean() && !accounts.ContainsKey(id))
        {
            throw new AcmeRefusal(400, "accountDoesNotExist", "this key has no account");
        }
        if (!payload.RootElement.TryGetProperty("termsOfServiceAgreed", out var agreed) || !agreed.GetBoolean())
        {
            throw AcmeRefusal.Fault("userActionRequired", "the terms were not agreed to");
        }
        if (Outside is { } outside)
        {
            CheckBinding(payload.RootElement, request, outside.Id, outside.Key);
        }
        var isNew = accounts.TryAdd(id, request.Key);
        context.Response.Headers.Location = id;
        await WriteAsync(context, isNew ? 201 : 200, new { status = "valid" });
    }

    private void CheckBinding(JsonElement payload, AcmeRequest request, string id, byte[] key)
    {
        if (!payload.TryGetProperty("externalAccountBinding", out var binding))
        {
            throw new AcmeRefusal(403, "externalAccountRequired", "an account outside is needed");
        }
        var (head, body) = (binding.GetProperty("protected").GetString()!, binding.GetProperty("payload").GetString()!);
        using var said = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
        var isGood = said.RootElement.GetProperty("alg").GetString() == "HS256" && said.RootElement.GetProperty("kid").GetString() == id
            && said.RootElement.GetProperty("url").GetString() == Address + "/new-account" && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(body)) == request.Jwk
            && HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"{head}.{body}")).AsSpan().SequenceEqual(Base64Url.DecodeFromChars(binding.GetProperty("signature").GetString()));
        if (!isGood)
        {
            throw new AcmeRefusal(401, "unauthorized", "the binding is not good");
        }
    }

    private async Task MakeOrderAsync(HttpContext context, AcmeRequest request)
    {
        if (Patience is { } patience)
        {
            throw new AcmeRefusal(429, "rateLimited", "too many certificates for this host", ((int)patience.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        using var payload = JsonDocument.Parse(request.Payload);
        var names = payload.RootElement.GetProperty("identifiers").EnumerateArray().Select(i => i.GetProperty("type").GetString() == "dns" ? i.GetProperty("value").GetString()! : throw AcmeRefusal.Fault("unsupportedIdentifier", "dns alone")).ToList();
        var number = Interlocked.Increment(ref numbers).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var order = orders[number] = new AcmeOrder(number, request.Account!, names.Single(), Token ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)));
        context.Response.Headers.Location = $"{Address}/order/{number}";
        await WriteAsync(context, 201, Shown(order, context));
    }

    private async Task ShowAuthorizationAsync(HttpContext context, AcmeOrder order)
    {
        if (order is { Proof: { } proof, State: "pending" } && order.Looks++ >= Slowness)
        {
            // RFC 8555 §8.3: over HTTP, on the name's own port 80, the key authorization and nothing else.
            var shown = await Fetch(order.Host, "/.well-known/acme-challenge/" + order.Token);
            order.State = shown?.TrimEnd() == proof ? "ready" : "invalid";
            order.Reason = shown is null ? "Connection refused" : "The key authorization does not match";
        }
        context.Response.Headers.RetryAfter = "0";
        var status = order.State switch { "pending" => "pending", "invalid" => "invalid", _ => "valid" };
        // An authority offers more than one way, and not in our order.
        await WriteAsync(context, 200, new { status, identifier = new { type = "dns", value = order.Host }, challenges = new[] { new ChallengeShown("dns-01", $"{Address}/challenge/dns/{order.Number}", "x", "pending", null), Challenge(order) } });
    }

    private ChallengeShown Challenge(AcmeOrder order) => new("http-01", $"{Address}/challenge/{order.Number}", order.Token, order.State == "invalid" ? "invalid" : order.State == "pending" ? "pending" : "valid", order.State == "invalid" ? new { type = "urn:ietf:params:acme:error:connection", detail = order.Reason } : null);

    private object Shown(AcmeOrder order, HttpContext context)
    {
        context.Response.Headers.RetryAfter = "0";
        return new
        {
            status = order.State,
            identifiers = new[] { new { type = "dns", value = order.Host } },
            authorizations = new[] { $"{Address}/authorization/{order.Number}" },
            finalize = $"{Address}/finalize/{order.Number}",
            certificate = order.Chain is null ? null : $"{Address}/certificate/{order.Number}",
            error = order is { State: "invalid", Reason: { } reason } ? new { type = "urn:ietf:params:acme:error:caa", detail = reason } : null,
        };
    }

    private static void AsksOnly(AcmeRequest request)
    {
        if (request.Payload.Length > 0)
        {
            throw AcmeRefusal.Fault("malformed", "RFC 8555 §6.3: who only asks sends an empty payload");
        }
    }

    // RFC 8555 §6.2 to §6.5.
    private async Task<AcmeRequest> ReadAsync(HttpContext context, string path)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.Request.ContentType != "application/jose+json")
        {
            throw AcmeRefusal.Fault("malformed", $"{context.Request.Method} {path} as {context.Request.ContentType}");
        }
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        if (!body.RootElement.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal).SequenceEqual(JwsMembers))
        {
            throw AcmeRefusal.Fault("malformed", "RFC 8555 §6.2: the flattened form, and no header outside the signature");
        }
        var (head, payload) = (body.RootElement.GetProperty("protected").GetString()!, body.RootElement.GetProperty("payload").GetString()!);
        using var said = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
        var (hasKey, hasAccount) = (said.RootElement.TryGetProperty("jwk", out var jwk), said.RootElement.TryGetProperty("kid", out var kid));
        if (hasKey == hasAccount || hasKey != (path == "/new-account"))
        {
            throw AcmeRefusal.Fault("malformed", "RFC 8555 §6.2: the key with a new account, the account everywhere else");
        }
        if (said.RootElement.GetProperty("alg").GetString() != "ES256" || said.RootElement.GetProperty("url").GetString() != Address + path)
        {
            throw AcmeRefusal.Fault("unauthorized", "RFC 8555 §6.4: the address that was signed is another");
        }
        var request = new AcmeRequest
        {
            Account = hasAccount ? kid.GetString() : null,
            Key = hasKey ? AcmeRequest.KeyOf(jwk) : accounts.TryGetValue(kid.GetString()!, out var known) ? known : throw new AcmeRefusal(400, "accountDoesNotExist", "no such account"),
            Payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(payload)),
        };
        var signature = Base64Url.DecodeFromChars(body.RootElement.GetProperty("signature").GetString());
        if (signature.Length != 64 || !request.Key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{payload}"), signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
        {
            throw AcmeRefusal.Fault("unauthorized", "the signature is not good");
        }
        if (!nonces.TryRemove(said.RootElement.GetProperty("nonce").GetString()!, out _))
        {
            throw AcmeRefusal.Fault("badNonce", "RFC 8555 §6.5: a nonce that was never given, or twice used");
        }
        return NoncesToRefuse-- > 0 ? throw new AcmeRefusal(400, "badNonce", "another machine of ours gave that") : request;
    }

    private string NewNonce()
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        nonces[nonce] = true;
        return nonce;
    }

    private static async Task WriteAsync(HttpContext context, int status, object value, string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(JsonSerializer.Serialize(value));
    }

    private sealed record ChallengeShown(string type, string url, string token, string status, object? error);
}
