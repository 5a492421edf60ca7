using System.Globalization;
using System.Text;

namespace Broadside.Site;

/// <summary>A page in one encoding: the answer with its body, and the one that says that the reader has it already.</summary>
public sealed class PageForm
{
    private readonly Page page;

    /// <param name="page">The page, unpacked.</param>
    /// <param name="tag">Start of the ETag; each encoding adds its own end, because their bytes differ.</param>
    /// <param name="encoding">"br", "gzip", or null.</param>
    /// <param name="body">The page's body in that encoding.</param>
    public PageForm(Page page, string tag, string? encoding, byte[] body)
    {
        this.page = page;
        ETag = encoding switch { "br" => $"\"{tag}-br\"", "gzip" => $"\"{tag}-gz\"", _ => $"\"{tag}\"" };
        Answer = ReadyAnswer.Make(Head(page.Status, Headers(encoding, body.Length)), body);
        NotModified = ReadyAnswer.Make(Head(304, Validators()), []);
        All = [.. Headers(encoding, body.Length)];
    }

    public string ETag { get; }

    public ReadyAnswer Answer { get; }

    public ReadyAnswer NotModified { get; }

    /// <summary>The headers of <see cref="Answer"/>, for the server that writes them itself.</summary>
    public IReadOnlyList<(string Name, string Value)> All { get; }

    /// <summary>The headers that a 304 repeats (RFC 9110 §15.4.5).</summary>
    public IEnumerable<(string Name, string Value)> Validators()
    {
        yield return ("ETag", ETag);
        yield return ("Vary", "Accept-Encoding");
        yield return ("Cache-Control", page.IsImmutable ? "public, max-age=31536000, immutable" : "public, no-cache");
    }

    private IEnumerable<(string Name, string Value)> Headers(string? encoding, int length)
    {
        yield return ("Content-Type", page.ContentType);
        yield return ("Content-Length", length.ToString(CultureInfo.InvariantCulture));
        if (encoding is not null)
        {
            yield return ("Content-Encoding", encoding);
        }
        if (page.Onion is { } onion)
        {
            yield return ("Onion-Location", onion);
        }
        foreach (var header in Validators().Concat(page.Policy is { } policy ? SafetyHeaders.With(policy) : page.IsHtml ? SafetyHeaders.Html : SafetyHeaders.Other))
        {
            yield return header;
        }
    }

    private static string Head(int status, IEnumerable<(string Name, string Value)> headers)
    {
        var head = new StringBuilder(1024).Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {Reason(status)}\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }
        return head.ToString();
    }

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        304 => "Not Modified",
        404 => "Not Found",
        410 => "Gone",
        503 => "Service Unavailable",
        _ => "Answer",
    };
}
