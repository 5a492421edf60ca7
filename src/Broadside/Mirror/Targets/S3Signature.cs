using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Broadside.Mirror.Targets;

/// <summary>AWS Signature Version 4: the header that shows S3 who asks, over method, path, headers and the hash of the body.</summary>
internal sealed class S3Signature(string accessKey, string secretKey, string region, TimeProvider time)
{
    public const string NoBody = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string BodyHash = "x-amz-content-sha256";

    /// <param name="request">Without a query; its own headers that begin with <c>x-amz-</c> are signed too.</param>
    /// <param name="bodySha256">Lower-case hexadecimal; the server compares.</param>
    public void Sign(HttpRequestMessage request, string bodySha256)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var stamp = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var day = stamp[..8];
        request.Headers.Host = request.RequestUri!.Authority;
        request.Headers.TryAddWithoutValidation(BodyHash, bodySha256);
        request.Headers.TryAddWithoutValidation("x-amz-date", stamp);
        var headers = request.Headers.Where(h => h.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            .Select(h => (Name: h.Key.ToLowerInvariant(), Value: string.Join(',', h.Value).Trim()))
            .Append((Name: "host", Value: request.Headers.Host))
            .OrderBy(h => h.Name, StringComparer.Ordinal)
            .ToList();
        var names = string.Join(';', headers.Select(h => h.Name));
        var canonical = string.Join('\n', [request.Method.Method, request.RequestUri.AbsolutePath, "", .. headers.Select(h => $"{h.Name}:{h.Value}"), "", names, bodySha256]);
        var scope = $"{day}/{region}/s3/aws4_request";
        var text = $"{Algorithm}\n{stamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + secretKey), day), region), "s3"), "aws4_request");
        var signature = Convert.ToHexStringLower(Mac(key, text));
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential={accessKey}/{scope},SignedHeaders={names},Signature={signature}");
    }

    /// <summary>A path as the signature wants it: all but letters, digits and <c>-._~</c> in percent signs (RFC 3986), slashes kept.</summary>
    public static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
