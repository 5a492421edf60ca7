using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Broadside.Giving.Rails.PayPal;

/// <summary>
/// The certificates under which PayPal signs. Their address comes with the notice: unless it is pinned, whoever sends a notice chooses the
/// certificate too, and makes this server ask whatever host they like.
/// </summary>
internal sealed class PayPalCertificates(PayPalAccount account, PayPalWire wire, TimeProvider time) : IDisposable
{
    private const int MostKept = 20;

    private readonly ConcurrentDictionary<Uri, X509Certificate2> kept = new();

    /// <summary>Whether that address may be asked at all.</summary>
    public bool Allows(Uri address)
    {
        var host = account.CertificateHost;
        return address.Scheme == new Uri(account.Api).Scheme && address.UserInfo.Length == 0
            && (host.StartsWith('.') ? address.IdnHost.EndsWith(host, StringComparison.OrdinalIgnoreCase) && address.IsDefaultPort : address.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A certificate that is PayPal's; null: it is not. A failure: it could not be asked for.</summary>
    public async Task<(X509Certificate2? Certificate, RailFailure? Failure)> GetAsync(Uri address, CancellationToken cancel)
    {
        if (kept.TryGetValue(address, out var before) && IsWithin(before))
        {
            return (before, null);
        }
        var (answer, failure) = await wire.WithinAsync<RailAnswer>(
            async token =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                return (await wire.SendAsync(request, token), null);
            }, cancel);
        if (failure is not null || answer!.Status >= 500)
        {
            return (null, failure ?? PayPalFailures.Of(answer!));
        }
        if (Read(answer.Body) is not { } certificate)
        {
            return (null, null);
        }
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }
        kept[address] = certificate;
        return (certificate, null);
    }

    public void Dispose()
    {
        foreach (var certificate in kept.Values)
        {
            certificate.Dispose();
        }
    }

    private X509Certificate2? Read(byte[] pem)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(Encoding.ASCII.GetString(pem));
        }
        catch (CryptographicException)
        {
            return null;
        }
        return all.Count > 0 && IsTrusted(all) && IsPayPals(all[0]) ? all[0] : null;
    }

    private bool IsTrusted(X509Certificate2Collection all)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        // Asking for revocations would mean asking further hosts whose names stand in what we are about to judge.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ExtraStore.AddRange(all);
        if (account.CertificateRoot is { } root)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(root);
        }
        return chain.Build(all[0]);
    }

    private static bool IsPayPals(X509Certificate2 certificate) => certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false) is var name
        && (name.Equals("paypal.com", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".paypal.com", StringComparison.OrdinalIgnoreCase));

    private bool IsWithin(X509Certificate2 certificate) => time.GetUtcNow().UtcDateTime is var now && now >= certificate.NotBefore.ToUniversalTime() && now <= certificate.NotAfter.ToUniversalTime();
}
