using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Broadside.Site.Https;

/// <summary>A certificate with its private key and what stands between it and its authority.</summary>
public sealed class HeldCertificate : IDisposable
{
    private readonly X509Certificate2 leaf;

    private HeldCertificate(X509Certificate2 leaf, X509Certificate2Collection between)
    {
        this.leaf = leaf;
        BeginsAt = new DateTimeOffset(leaf.NotBefore.ToUniversalTime(), TimeSpan.Zero);
        EndsAt = new DateTimeOffset(leaf.NotAfter.ToUniversalTime(), TimeSpan.Zero);
        // Offline: nothing of what a reader's handshake needs is fetched from elsewhere.
        Context = SslStreamCertificateContext.Create(leaf, between, offline: true);
    }

    public DateTimeOffset BeginsAt { get; }

    public DateTimeOffset EndsAt { get; }

    /// <summary>Who signed it.</summary>
    public string Issuer => leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: true);

    internal SslStreamCertificateContext Context { get; }

    /// <summary>From when on another is asked for: when a third of its life is left.</summary>
    public DateTimeOffset RenewAt => EndsAt - (EndsAt - BeginsAt) / 3;

    public bool Names(string host) => leaf.MatchesHostname(host, allowWildcards: true, allowCommonName: false);

    /// <summary>Reads a private key and the chain of certificates, the site's own first; null when they are none, or do not belong together.</summary>
    public static HeldCertificate? Read(string pem)
    {
        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPem(pem);
            if (all.Count == 0)
            {
                return null;
            }
            var leaf = X509Certificate2.CreateFromPem(all[0].ExportCertificatePem(), pem);
            return new HeldCertificate(leaf, [.. all.Skip(1)]);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    public void Dispose() => leaf.Dispose();
}
