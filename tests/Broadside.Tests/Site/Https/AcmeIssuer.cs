using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Broadside.Tests.Site.Https;

/// <summary>Signs certificates as a real authority does: a root, something between, the site's own.</summary>
public sealed class AcmeIssuer : IDisposable
{
    private readonly ECDsa betweenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 between;

    public AcmeIssuer()
    {
        var now = Time.GetUtcNow();
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Root = Authority("Loopback Root", rootKey).CreateSelfSigned(now.AddYears(-1), now.AddYears(9));
        between = Authority("Loopback Between", betweenKey).Create(Root, now.AddDays(-30), now.AddYears(5), [1]);
    }

    public X509Certificate2 Root { get; }

    /// <summary>What certificates begin and end by.</summary>
    public TimeProvider Time { get; set; } = new FakeTime();

    public TimeSpan Life { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Certificates are of a key of its own, or of another name: what a broken authority would do.</summary>
    public bool TakesAnotherKey { get; set; }

    public string? TakesAnotherName { get; set; }

    /// <returns>The chain as PEM, the site's own first and the root left out.</returns>
    public string Issue(PublicKey key, string host)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(TakesAnotherName ?? host);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(""), TakesAnotherKey ? new PublicKey(other) : key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build(critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var made = request.Create(between.SubjectName, X509SignatureGenerator.CreateForECDsa(betweenKey), Time.GetUtcNow().AddHours(-1), Time.GetUtcNow() + Life, RandomNumberGenerator.GetBytes(12));
        return made.ExportCertificatePem() + "\n" + between.ExportCertificatePem() + "\n";
    }

    public void Dispose()
    {
        Root.Dispose();
        between.Dispose();
        betweenKey.Dispose();
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
