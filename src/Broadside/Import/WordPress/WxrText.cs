using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Import.WordPress;

/// <summary>
/// The characters of an export file, whatever its encoding: byte order mark first, then the XML declaration, then UTF-8.
/// Control characters that XML forbids are left out and counted.
/// </summary>
internal sealed partial class WxrText : IDisposable
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\uFFFE\uFFFF");

    private readonly Stream stream;
    private readonly StreamReader reader;
    private readonly LatinFallback fallback = new();

    private WxrText(Stream stream, Encoding encoding)
    {
        this.stream = stream;
        var tolerant = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, encoding.CodePage == Encoding.UTF8.CodePage ? fallback : DecoderFallback.ReplacementFallback);
        reader = new StreamReader(stream, tolerant, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
    }

    static WxrText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Characters left out because XML knows no such character.</summary>
    public int ControlCharacters { get; private set; }

    /// <summary>Bytes that were no UTF-8 and were read as Windows-1252.</summary>
    public int ForeignBytes => fallback.Bytes;

    /// <summary>How far the file has been read, for the progress bar.</summary>
    public long Position => stream.Position;

    public long Length => stream.Length;

    public static WxrText Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var start = new byte[1024];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var (encoding, mark) = Detect(start.AsSpan(0, read));
        stream.Position = mark;
        return new WxrText(stream, encoding);
    }

    /// <summary>Fills as much of <paramref name="into"/> as there is; 0 at the end of the file.</summary>
    public int Read(Span<char> into)
    {
        while (true)
        {
            var read = reader.Read(into);
            var kept = read == 0 ? 0 : Clean(into[..read]);
            if (read == 0 || kept > 0)
            {
                return kept;
            }
        }
    }

    public void Dispose() => reader.Dispose();

    private int Clean(Span<char> text)
    {
        var kept = text.IndexOfAny(Forbidden);
        if (kept < 0)
        {
            return text.Length;
        }
        for (var i = kept; i < text.Length; i++)
        {
            if (!Forbidden.Contains(text[i]))
            {
                text[kept++] = text[i];
            }
        }
        ControlCharacters += text.Length - kept;
        return kept;
    }

    private static (Encoding Encoding, int Mark) Detect(ReadOnlySpan<byte> start)
    {
        if (start is [0xEF, 0xBB, 0xBF, ..])
        {
            return (Encoding.UTF8, 3);
        }
        if (start is [0xFF, 0xFE, ..])
        {
            return (Encoding.Unicode, 2);
        }
        if (start is [0xFE, 0xFF, ..])
        {
            return (Encoding.BigEndianUnicode, 2);
        }
        if (start is [(byte)'<', 0, ..])
        {
            return (Encoding.Unicode, 0);
        }
        var declared = Declaration().Match(Encoding.Latin1.GetString(start));
        return (declared.Success ? Named(declared.Groups[1].Value) : Encoding.UTF8, 0);
    }

    private static Encoding Named(string name)
    {
        try
        {
            // A file that could be read as bytes up to its declaration is not UTF-16, whatever it says.
            var named = Encoding.GetEncoding(name);
            return named.GetByteCount("<") == 1 ? named : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    [GeneratedRegex("""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")]
    private static partial Regex Declaration();
}
