using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Import.Pages;

/// <summary>A saved page's bytes as text: by byte order mark, by what the page declares, else UTF-8, else the old Western code page.</summary>
internal static partial class PageBytes
{
    public const long Largest = 40 * 1024 * 1024;

    /// <param name="bytes">The file.</param>
    /// <param name="declared">Charset of the answer's header, where it was fetched.</param>
    public static string Decode(byte[] bytes, string? declared = null)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Strict(bytes, declared), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static Encoding Strict(byte[] bytes, string? declared)
    {
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 4096));
        var named = declared ?? (Charset().Match(head) is { Success: true } match ? match.Groups[1].Value : null);
        if (named is not null && Known(named) is { } encoding)
        {
            return encoding;
        }
        return IsUtf8(bytes) ? Encoding.UTF8 : Known("windows-1252")!;
    }

    // UTF-7 can carry tags past every check and is decoded by no browser.
    private static Encoding? Known(string name)
    {
        try
        {
            var found = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return found.CodePage is 65000 ? null : found;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool IsUtf8(byte[] bytes)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"<meta[^>]{0,200}charset\s*=\s*[""']?\s*([A-Za-z0-9_:.-]{2,40})", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
