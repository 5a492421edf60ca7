using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Broadside.Mail.Dkim;

/// <summary>
/// Signs messages for one domain (RFC 6376, rsa-sha256, relaxed/relaxed, no length limit), with the system's own RSA, which
/// needs a twentieth of the time of a managed one. With an Ed25519 key a second signature goes above it (RFC 8463).
/// RSA signatures are the same each time, so that one made ahead and one made again are equal.
/// </summary>
public sealed class DkimSigner(string domain, string selector, RSA rsa, Key? ed25519 = null, string? ed25519Selector = null)
{
    /// <summary>Fields that are signed where a message has them. From is named once more than it stands, so that no second one can be added.</summary>
    private static readonly HashSet<string> Signed = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Language",
        "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Archive", "List-Help", "List-Owner", "List-Post", "Feedback-ID", "Auto-Submitted",
    };

    public string Domain => domain;

    /// <summary>Names the key and its selector: a signature made under another one is of no use.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{domain} {selector} {Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())}")))[..16];

    /// <summary>The signature fields, each ended by CRLF, to be put above the message's own.</summary>
    /// <param name="fields">The message's header fields in their order, values without line end.</param>
    /// <param name="bodyHash">SHA-256 of the body in relaxed form (<see cref="DkimText.Body"/>).</param>
    /// <param name="at">Told in the signature, in whole seconds.</param>
    /// <param name="made">An RSA signature made ahead for exactly this message, or nothing.</param>
    public string Sign(IReadOnlyList<MailField> fields, ReadOnlySpan<byte> bodyHash, DateTimeOffset at, ReadOnlySpan<byte> made = default)
    {
        var names = Names(fields);
        var unsigned = Unsigned("rsa-sha256", selector, names, bodyHash, at);
        var text = new StringBuilder(1200);
        if (ed25519 is not null)
        {
            var second = Unsigned("ed25519-sha256", ed25519Selector ?? selector, names, bodyHash, at);
            // RFC 8463 signs the hash of what RSA signs.
            Append(text, second, SignatureAlgorithm.Ed25519.Sign(ed25519, SHA256.HashData(ToSign(fields, second))));
        }
        Append(text, unsigned, made.IsEmpty ? RsaSignature(fields, unsigned) : made);
        return text.ToString();
    }

    /// <summary>The RSA signature alone, to be kept for <see cref="Sign"/>.</summary>
    public byte[] SignAhead(IReadOnlyList<MailField> fields, ReadOnlySpan<byte> bodyHash, DateTimeOffset at) =>
        RsaSignature(fields, Unsigned("rsa-sha256", selector, Names(fields), bodyHash, at));

    /// <summary>What stands in the DNS at <c>SELECTOR._domainkey.DOMAIN</c> for the RSA key.</summary>
    public string Record => $"v=DKIM1; k=rsa; p={Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())}";

    // As h= lists them. A colon may be followed by a line's end: header lines stay below 78 letters.
    private static string Names(IReadOnlyList<MailField> fields)
    {
        var names = new StringBuilder(400);
        var used = 20;
        foreach (var name in fields.Select(f => f.Name).Where(Signed.Contains).Append("From"))
        {
            if (used + name.Length > 74)
            {
                names.Append("\r\n\t");
                used = 8;
            }
            names.Append(name).Append(':');
            used += name.Length + 1;
        }
        return names.ToString(0, names.Length - 1);
    }

    private string Unsigned(string algorithm, string under, string names, ReadOnlySpan<byte> bodyHash, DateTimeOffset at) =>
        $"v=1; a={algorithm}; c=relaxed/relaxed; d={domain}; s={under};\r\n\tt={at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}; h={names};\r\n\tbh={Convert.ToBase64String(bodyHash)};\r\n\tb=";

    private byte[] RsaSignature(IReadOnlyList<MailField> fields, string unsigned) =>
        rsa.SignData(ToSign(fields, unsigned), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static byte[] ToSign(IReadOnlyList<MailField> fields, string unsigned)
    {
        var input = new StringBuilder(4096);
        foreach (var field in fields.Where(f => Signed.Contains(f.Name)))
        {
            DkimText.AppendHeader(input, field.Name, field.Value);
        }
        DkimText.AppendHeader(input, "dkim-signature", unsigned);
        // RFC 6376 §3.7: the signature's own field is signed without its line end.
        return Encoding.UTF8.GetBytes(input.ToString(0, input.Length - 2));
    }

    private static void Append(StringBuilder text, string unsigned, ReadOnlySpan<byte> signature)
    {
        text.Append("DKIM-Signature: ").Append(unsigned);
        var letters = Convert.ToBase64String(signature).AsSpan();
        for (; letters.Length > 72; letters = letters[72..])
        {
            text.Append(letters[..72]).Append("\r\n\t");
        }
        text.Append(letters).Append("\r\n");
    }
}
