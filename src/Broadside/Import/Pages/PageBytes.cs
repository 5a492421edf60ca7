using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Broadside.Import.WordPress;
using Broadside.Kit;

namespace Broadside.Import.Pages;

/// <summary>A saved page's bytes as text: by byte order mark, by what the page declares, else UTF-8, with what is none of it read in the old Western code page.</summary>
internal static partial class PageBytes
{
    public const long Largest = 40 * 1024 * 1024;

    /// <summary>A saved page's bytes; a refusal where there is no such file, or none of a page's size.</summary>
    public static async Task<Outcome<byte[]>> ReadAsync(string path, CancellationToken cancel)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return Directory.Exists(path) ? new Refusal("not_a_page", $"{path} is a folder. Name the saved pages in it.") : new Refusal("no_file", $"There is no file {path}.");
        }
        if (file.Length > Largest)
        {
            return new Refusal("too_large", $"{file.Name} has {file.Length / 1_000_000} MB; a page has at most {Largest / 1_000_000}.");
        }
        try
        {
            return await File.ReadAllBytesAsync(path, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal("unreadable", $"{path} cannot be read: {e.Message}");
        }
    }

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
        return named is not null && Known(named) is { } encoding && encoding.CodePage != Encoding.UTF8.CodePage && !IsUtf8AfterAll(encoding, bytes)
            ? encoding
            : Encoding.GetEncoding(Encoding.UTF8.CodePage, EncoderFallback.ReplacementFallback, new LatinFallback());
    }

    // Pages that were turned to UTF-8 long ago often still say Latin 1; the reverse is never good UTF-8 by chance.
    private static bool IsUtf8AfterAll(Encoding encoding, byte[] bytes) =>
        encoding.IsSingleByte && bytes.AsSpan().IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0 && Utf8.IsValid(bytes);

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

    [GeneratedRegex(@"<meta[^>]{0,200}charset\s*=\s*[""']?\s*([A-Za-z0-9_:.-]{2,40})", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
