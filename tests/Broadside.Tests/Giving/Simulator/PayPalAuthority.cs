using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Broadside.Tests.Giving.Simulator;

/// <summary>Stands in for the authority that makes PayPal's certificates, and for somebody who makes his own.</summary>
internal sealed class PayPalAuthority
{
    private static readonly Lazy<PayPalAuthority> Once = new(() => new PayPalAuthority());

    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2045, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RSA rootKey = RSA.Create(2048);
    private readonly RSA signingKey = RSA.Create(2048);
    private readonly RSA strangerKey = RSA.Create(2048);
    private readonly X509Certificate2 root;

    private PayPalAuthority()
    {
        var request = new CertificateRequest("CN=Simulated Root", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        root = request.CreateSelfSigned(From, To);
        var signing = new CertificateRequest("CN=messageverificationcerts.paypal.com", signingKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        signing.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using var certificate = signing.Create(root, From, To, [1, 2, 3, 4]);
        SigningPem = certificate.ExportCertificatePem();
        var own = new CertificateRequest("CN=messageverificationcerts.paypal.com", strangerKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var selfSigned = own.CreateSelfSigned(From, To);
        StrangerPem = selfSigned.ExportCertificatePem();
    }

    /// <summary>One for all tests: its keys take a while to be found.</summary>
    public static PayPalAuthority Shared => Once.Value;

    public string RootPem => root.ExportCertificatePem();

    public string SigningPem { get; }

    public string StrangerPem { get; }

    public byte[] Sign(byte[] text, bool asStranger) => (asStranger ? strangerKey : signingKey).SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
