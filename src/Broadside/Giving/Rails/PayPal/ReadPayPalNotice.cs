using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Broadside.Giving.Rails.PayPal;

/// <summary>Who sent a notice, and what it is about: nothing else is read.</summary>
internal sealed class ReadPayPalNotice(PayPalAccount account, PayPalCertificates certificates)
{
    // PayPal tries for three days.
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(73);

    public async Task<NoticeResult> ReadAsync(RawNotice notice, CancellationToken cancel)
    {
        if (new RailAnswer(200, notice.Body.ToArray()).Json is not { } json || json.Text("id") is not { Length: > 0 } id || json.At("resource") is not { ValueKind: JsonValueKind.Object } resource)
        {
            return new NoticeResult.Rejected("form");
        }
        var refs = Refs(json.Text("resource_type"), resource);
        if (account.WebhookId is not { Length: > 0 } webhook)
        {
            return new NoticeResult.NeedsFetch(id, refs);
        }
        if (Header(notice, "PAYPAL-AUTH-ALGO") != "SHA256withRSA" || !Uri.TryCreate(Header(notice, "PAYPAL-CERT-URL"), UriKind.Absolute, out var address) || !certificates.Allows(address))
        {
            return new NoticeResult.Rejected("signature");
        }
        if (!DateTimeOffset.TryParse(Header(notice, "PAYPAL-TRANSMISSION-TIME"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent) || (notice.ReceivedAt - sent).Duration() > Tolerance)
        {
            return new NoticeResult.Rejected("age");
        }
        var (certificate, failure) = await certificates.GetAsync(address, cancel);
        if (failure is not null)
        {
            return new NoticeResult.NeedsFetch(id, refs);
        }
        return certificate is not null && IsSigned(notice, webhook, certificate) ? new NoticeResult.Verified(id, refs) : new NoticeResult.Rejected("signature");
    }

    private static bool IsSigned(RawNotice notice, string webhook, X509Certificate2 certificate)
    {
        var text = string.Join('|', Header(notice, "PAYPAL-TRANSMISSION-ID"), Header(notice, "PAYPAL-TRANSMISSION-TIME"), webhook, Crc32.Of(notice.Body.Span).ToString(CultureInfo.InvariantCulture));
        var signature = Header(notice, "PAYPAL-TRANSMISSION-SIG") ?? "";
        var bytes = new byte[signature.Length];
        using var key = certificate.GetRSAPublicKey();
        return key is not null && Convert.TryFromBase64String(signature, bytes, out var length)
            && key.VerifyData(Encoding.UTF8.GetBytes(text), bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static IReadOnlyList<RemoteRef> Refs(string? type, JsonElement resource)
    {
        var (kind, name) = type?.ToLowerInvariant() switch
        {
            "checkout-order" => ("order", "id"),
            "capture" => ("capture", "id"),
            "refund" => ("refund", "id"),
            "subscription" => ("subscription", "id"),
            "sale" => resource.At("billing_agreement_id") is null ? ("capture", "id") : ("subscription", "billing_agreement_id"),
            "dispute" => ("dispute", "dispute_id"),
            _ => ("", ""),
        };
        return kind.Length > 0 && resource.Text(name) is { Length: > 0 } id ? [new RemoteRef(kind, id)] : [];
    }

    private static string? Header(RawNotice notice, string name) => notice.Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
