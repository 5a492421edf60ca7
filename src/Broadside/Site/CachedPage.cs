using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Broadside.Site;

/// <summary>
/// A rendered page, ready to send: for each encoding the status line, all headers but the date, and the body. Encodings are
/// made when first asked for.
/// </summary>
public sealed class CachedPage
{
    private readonly Lazy<ReadyAnswer> plain;
    private readonly Lazy<ReadyAnswer> gzip;
    private readonly Lazy<ReadyAnswer> brotli;
    private long reads;

    public CachedPage(Page page)
    {
        Page = page;
        Tag = Convert.ToHexStringLower(SHA256.HashData(page.Body).AsSpan(0, 12));
        plain = new(() => Answer(page.Body, null, ""));
        gzip = new(() => Answer(Compress(page.Body, s => new GZipStream(s, CompressionLevel.Optimal)), "gzip", "-gz"));
        brotli = new(() => Answer(Compress(page.Body, s => new BrotliStream(s, new BrotliCompressionOptions { Quality = 5 })), "br", "-br"));
        NotModified = ReadyAnswer.Make($"HTTP/1.1 304 Not Modified\r\nETag: \"{Tag}\"\r\nVary: Accept-Encoding\r\nCache-Control: {CacheControl}\r\n", []);
    }

    public Page Page { get; }

    /// <summary>Start of every form's ETag: 24 hexadecimal digits of the body's SHA-256.</summary>
    public string Tag { get; }

    public ReadyAnswer NotModified { get; }

    /// <summary>What it read; with it, it goes.</summary>
    internal IReadOnlyCollection<string> Notes { get; init; } = [];

    /// <summary>Asked for since the cache last looked for room.</summary>
    internal bool IsUsed { get; set; }

    internal long Bytes => Page.Body.Length + Size(plain) + Size(gzip) + Size(brotli) + 1024;

    private string CacheControl => Page.IsImmutable ? "public, max-age=31536000, immutable" : "public, no-cache";

    private bool IsSmall => Page.Body.Length < 256;

    private bool IsPacked => Page.ContentType.StartsWith("image/", StringComparison.Ordinal) && !Page.ContentType.StartsWith("image/svg", StringComparison.Ordinal) || Page.ContentType.StartsWith("font/", StringComparison.Ordinal);

    /// <summary>The best form among those that the reader's program takes.</summary>
    public ReadyAnswer For(bool takesBrotli, bool takesGzip) =>
        IsSmall || IsPacked ? plain.Value : takesBrotli ? brotli.Value : takesGzip ? gzip.Value : plain.Value;

    /// <summary>Whether a value of <c>If-None-Match</c> names any form of this page.</summary>
    public bool Matches(ReadOnlySpan<char> ifNoneMatch) => ifNoneMatch.Trim() is "*" || ifNoneMatch.Contains(Tag, StringComparison.Ordinal);

    public void CountRead() => Interlocked.Increment(ref reads);

    /// <summary>Reads since this was last called.</summary>
    public long TakeReads() => Interlocked.Exchange(ref reads, 0);

    private ReadyAnswer Answer(byte[] body, string? encoding, string suffix)
    {
        var head = new StringBuilder(1024);
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Page.Status} {Reason(Page.Status)}\r\n");
        foreach (var (name, value) in Headers(body.Length, encoding, suffix))
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }
        return ReadyAnswer.Make(head.ToString(), body);
    }

    /// <summary>Headers of one form, for the answer that is made ready and for the one that Kestrel writes.</summary>
    internal IEnumerable<(string Name, string Value)> Headers(int length, string? encoding, string suffix)
    {
        yield return ("Content-Type", Page.ContentType);
        yield return ("Content-Length", length.ToString(CultureInfo.InvariantCulture));
        if (encoding is not null)
        {
            yield return ("Content-Encoding", encoding);
        }
        yield return ("ETag", $"\"{Tag}{suffix}\"");
        yield return ("Vary", "Accept-Encoding");
        yield return ("Cache-Control", CacheControl);
        foreach (var header in Page.IsHtml ? SafetyHeaders.Html : SafetyHeaders.Other)
        {
            yield return header;
        }
    }

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        404 => "Not Found",
        410 => "Gone",
        503 => "Service Unavailable",
        _ => "Answer",
    };

    private static byte[] Compress(byte[] body, Func<Stream, Stream> pack)
    {
        var packed = new MemoryStream(body.Length / 3);
        using (var stream = pack(packed))
        {
            stream.Write(body);
        }
        return packed.ToArray();
    }

    private static int Size(Lazy<ReadyAnswer> form) => form.IsValueCreated ? form.Value.Body.Length : 0;
}
