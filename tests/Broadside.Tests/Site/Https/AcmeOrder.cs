using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Broadside.Tests.Site.Https;

/// <summary>One order of one name, with its authorization and its proof.</summary>
internal sealed class AcmeOrder(string number, string account, string host, string token)
{
    private string? made;
    private int waits;

    public string Number => number;

    public string Account => account;

    public string Host => host;

    public string Token => token;

    public string State { get; set; } = "pending";

    /// <summary>What the client says it has put up; null until it says so.</summary>
    public string? Proof { get; set; }

    public int Looks { get; set; }

    public string? Reason { get; set; }

    public string? Chain { get; private set; }

    // RFC 8555 §7.4.
    public void Finalize(AcmeAuthority authority, AcmeRequest request)
    {
        if (State != "ready")
        {
            throw AcmeRefusal.Fault("orderNotReady", $"finalized while {State}");
        }
        using var payload = JsonDocument.Parse(request.Payload);
        var asked = CertificateRequest.LoadSigningRequest(Base64Url.DecodeFromChars(payload.RootElement.GetProperty("csr").GetString()), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        var names = asked.CertificateExtensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(e => e.EnumerateDnsNames()).ToList();
        if (names is not [var only] || only != Host || asked.CertificateExtensions.Count != 1)
        {
            throw AcmeRefusal.Fault("badCSR", $"asks for {string.Join(", ", names)}");
        }
        if (asked.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(request.Key.ExportSubjectPublicKeyInfo()))
        {
            throw AcmeRefusal.Fault("badCSR", "RFC 8555 §11.1: the account's own key");
        }
        made = authority.Issuer.Issue(asked.PublicKey, Host);
        State = "processing";
    }

    public void Progress(AcmeAuthority authority)
    {
        if (State != "processing" || waits++ < authority.Slowness)
        {
            return;
        }
        (State, Reason, Chain) = authority.Refusal is { } reason ? ("invalid", reason, null) : ("valid", Reason, made);
    }
}
