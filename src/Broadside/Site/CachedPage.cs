using System.IO.Compression;
using System.Security.Cryptography;

namespace Broadside.Site;

/// <summary>
/// A rendered page, ready to send: for each encoding the status line, all headers but the date, and the body. Encodings are
/// made when first asked for.
/// </summary>
public sealed class CachedPage
{
    // Heads, notes, keys: measured at about three thousand bytes for each form.
    private const int Overhead = 3072;

    private readonly Lazy<PageForm> plain;
    private readonly Lazy<PageForm> gzip;
    private readonly Lazy<PageForm> brotli;

    public CachedPage(Page page)
    {
        Page = page;
        Tag = Convert.ToHexStringLower(SHA256.HashData(page.Body).AsSpan(0, 12));
        plain = new(() => new PageForm(page, Tag, null, page.Body));
        gzip = new(() => new PageForm(page, Tag, "gzip", Compress(page.Body, s => new GZipStream(s, CompressionLevel.Optimal))));
        brotli = new(() => new PageForm(page, Tag, "br", Compress(page.Body, s => new BrotliStream(s, new BrotliCompressionOptions { Quality = 5 }))));
    }

    public Page Page { get; }

    /// <summary>Start of every form's ETag: 24 hexadecimal digits of the body's SHA-256.</summary>
    public string Tag { get; }

    /// <summary>What it read; with it, it goes.</summary>
    internal IReadOnlyCollection<string> Notes { get; init; } = [];

    /// <summary>Asked for again since it was rendered, or since the cache last looked for room.</summary>
    internal bool IsUsed { get; set; }

    internal long Bytes => Page.Body.Length + Size(plain) + Size(gzip) + Size(brotli) + Overhead;

    private bool IsSmall => Page.Body.Length < 256;

    private bool IsPacked => Page.ContentType.StartsWith("image/", StringComparison.Ordinal) && !Page.ContentType.StartsWith("image/svg", StringComparison.Ordinal) || Page.ContentType.StartsWith("font/", StringComparison.Ordinal);

    /// <summary>The best form among those that the reader's program takes.</summary>
    public PageForm For(bool takesBrotli, bool takesGzip) =>
        IsSmall || IsPacked ? plain.Value : takesBrotli ? brotli.Value : takesGzip ? gzip.Value : plain.Value;

    /// <summary>Whether a value of <c>If-None-Match</c> names any form of this page. RFC 9110 §13.2.1: it counts only where the answer would be 200.</summary>
    public bool Matches(ReadOnlySpan<char> ifNoneMatch) => Page.Status == 200 && (ifNoneMatch.Trim() is "*" || ifNoneMatch.Contains(Tag, StringComparison.Ordinal));

    private static byte[] Compress(byte[] body, Func<Stream, Stream> pack)
    {
        var packed = new MemoryStream(body.Length / 3);
        using (var stream = pack(packed))
        {
            stream.Write(body);
        }
        return packed.ToArray();
    }

    private static int Size(Lazy<PageForm> form) => form.IsValueCreated ? form.Value.Answer.Body.Length + Overhead : 0;
}
