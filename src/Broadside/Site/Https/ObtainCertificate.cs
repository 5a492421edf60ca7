using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Broadside.Kit;

namespace Broadside.Site.Https;

/// <summary>
/// Obtains a certificate for one host from the authority (RFC 8555 §7) and puts it into <c>keys/tls</c>: an order, a proof that
/// the name leads here, a request signed by a new key, the chain.
/// </summary>
public sealed class ObtainCertificate(SiteSettings site, TlsFolder folder, ChallengeBoard board, TimeProvider time)
{
    private const int MostLooks = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <returns>When the new certificate ends; or why there is none, as <c>no_certificate</c>.</returns>
    public async Task<(Outcome<DateTimeOffset> Outcome, TimeSpan? RetryAfter)> RunAsync(string host, CancellationToken cancel)
    {
        try
        {
            using var account = AcmeKey.Load(folder.AccountKey);
            using var wire = new AcmeWire(site.Https, account, time);
            await wire.SignInAsync(cancel);
            return (await OrderAsync(wire, account, host, cancel), null);
        }
        catch (AcmeTrouble e)
        {
            return (new Refusal("no_certificate", e.Message), e.RetryAfter);
        }
    }

    private async Task<DateTimeOffset> OrderAsync(AcmeWire wire, AcmeKey account, string host, CancellationToken cancel)
    {
        var answer = await wire.PostAsync(wire.In("newOrder"), $$"""{"identifiers":[{"type":"dns","value":{{JsonSerializer.Serialize(host)}}}]}""", cancel);
        var order = answer.Location ?? throw new AcmeTrouble("The authority took an order and did not say where it is.");
        Mishap.Here("certificate ordered");
        foreach (var authorization in answer.Addresses("authorizations"))
        {
            await ProveAsync(wire, account, authorization, host, cancel);
        }
        var ready = await UntilAsync(wire, order, ["pending", "processing"], cancel);
        if (ready.Text("status") == "invalid")
        {
            throw Refused(ready, host);
        }
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (ready.Text("status") == "ready" && Uri.TryCreate(ready.Text("finalize"), UriKind.Absolute, out var finalize))
        {
            await wire.PostAsync(finalize, $$"""{"csr":"{{System.Buffers.Text.Base64Url.EncodeToString(Request(key, host))}}"}""", cancel);
            Mishap.Here("certificate asked for");
        }
        var done = await UntilAsync(wire, order, ["pending", "ready", "processing"], cancel);
        if (done.Text("status") != "valid" || !Uri.TryCreate(done.Text("certificate"), UriKind.Absolute, out var certificate))
        {
            throw Refused(done, host);
        }
        return Keep(host, key, (await wire.PostAsync(certificate, "", cancel)).Body);
    }

    private async Task ProveAsync(AcmeWire wire, AcmeKey account, Uri authorization, string host, CancellationToken cancel)
    {
        var asked = await wire.PostAsync(authorization, "", cancel);
        if (asked.Text("status") == "valid")
        {
            return;
        }
        var challenge = Challenges(asked).FirstOrDefault(c => AcmeAnswer.TextOf(c, "type") == "http-01");
        var token = AcmeAnswer.TextOf(challenge, "token");
        // RFC 8555 §8.3: letters of base64url alone, so it cannot be a path to elsewhere.
        if (token.Length is < 22 or > 512 || !token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || !Uri.TryCreate(AcmeAnswer.TextOf(challenge, "url"), UriKind.Absolute, out var address))
        {
            throw new AcmeTrouble($"The authority offers no proof of {host} by HTTP.");
        }
        using var shown = board.PutUp(token, $"{token}.{account.Thumbprint}");
        Mishap.Here("proof put up");
        await wire.PostAsync(address, "{}", cancel);
        var judged = await UntilAsync(wire, authorization, ["pending", "processing"], cancel);
        if (judged.Text("status") != "valid")
        {
            throw Refused(judged, host);
        }
    }

    private async Task<AcmeAnswer> UntilAsync(AcmeWire wire, Uri what, string[] unsettled, CancellationToken cancel)
    {
        for (var looks = 1; ; looks++)
        {
            var answer = await wire.PostAsync(what, "", cancel);
            if (!unsettled.Contains(answer.Text("status")))
            {
                return answer;
            }
            if (looks == MostLooks)
            {
                throw new AcmeTrouble("The authority comes to no decision.");
            }
            if ((answer.RetryAfter ?? Pause) is { Ticks: > 0 } pause)
            {
                await Task.Delay(pause < LongestPause ? pause : LongestPause, time, cancel);
            }
        }
    }

    private static IEnumerable<JsonElement> Challenges(AcmeAnswer answer) =>
        AcmeAnswer.Member(answer.Json, "challenges") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    // The reason stands with the order, or with the proof that failed.
    private AcmeTrouble Refused(AcmeAnswer answer, string host)
    {
        var reasons = Challenges(answer).Append(answer.Json).Select(j => AcmeAnswer.Member(j, "error") is { } error ? AcmeAnswer.TextOf(error, "detail") : "").Where(d => d.Length > 0);
        var reason = reasons.FirstOrDefault() ?? $"it says “{answer.Text("status")}” and no reason";
        return new AcmeTrouble($"The authority did not find the proof that {host} leads here: {reason} It asks for http://{host}{ChallengeBoard.Start}…; does the name lead to this machine, and does port 80 reach it ({site.Https.PlainPort} here)?");
    }

    private static byte[] Request(ECDsa key, string host)
    {
        var request = new CertificateRequest(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSigningRequest();
    }

    // What cannot be used is not kept: the one that is there may have weeks left.
    private DateTimeOffset Keep(string host, ECDsa key, string chain)
    {
        var pem = key.ExportPkcs8PrivateKeyPem() + "\n" + chain;
        using var certificate = HeldCertificate.Read(pem);
        if (certificate is null || !certificate.Names(host) || certificate.EndsAt <= time.GetUtcNow())
        {
            throw new AcmeTrouble($"What the authority sent is no certificate of this key for {host}.");
        }
        folder.Write(host, pem);
        return certificate.EndsAt;
    }
}
