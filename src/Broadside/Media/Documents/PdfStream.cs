using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Media.Documents;

/// <summary>A stream of a PDF: where its data lie, and the dictionary before it.</summary>
internal sealed record PdfStream(int Start, int Length, int End, string Dictionary)
{
    private const int LongestDictionary = 1 << 16;
    private const int MostUnpacked = 64 << 20;

    /// <summary>Packed by zlib.</summary>
    public bool IsPacked => Dictionary.Contains("/FlateDecode", StringComparison.Ordinal);

    /// <summary>Whether the dictionary states that type or subtype.</summary>
    public bool IsOf(string type) => Regex.IsMatch(Dictionary, $@"/(?:Type|Subtype)\s*/{type}\b");

    /// <summary>The number behind a name; 0 where there is none.</summary>
    public int Number(string name)
    {
        var at = Dictionary.IndexOf(name, StringComparison.Ordinal);
        var digits = at < 0 ? "" : new string([.. Dictionary[(at + name.Length)..].SkipWhile(char.IsWhiteSpace).TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    public static IEnumerable<PdfStream> All(byte[] file)
    {
        for (var at = 0; Next(file, at) is { } stream; at = stream.End)
        {
            yield return stream;
        }
    }

    /// <summary>What zlib data unpack to; null where they are none, or too much.</summary>
    public static byte[]? Unpack(ReadOnlySpan<byte> data)
    {
        try
        {
            using var unpacked = new MemoryStream();
            using var zlib = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
            var buffer = new byte[1 << 16];
            for (int read; (read = zlib.Read(buffer)) > 0;)
            {
                unpacked.Write(buffer, 0, read);
                if (unpacked.Length > MostUnpacked)
                {
                    return null;
                }
            }
            return unpacked.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static PdfStream? Next(byte[] file, int from)
    {
        var rest = file.AsSpan(from);
        var at = rest.IndexOf("stream"u8);
        if (at < 0)
        {
            return null;
        }
        var start = at + "stream"u8.Length;
        start += start < rest.Length && rest[start] == '\r' ? 1 : 0;
        start += start < rest.Length && rest[start] == '\n' ? 1 : 0;
        var length = rest[start..].IndexOf("endstream"u8);
        var (end, after) = length < 0 ? (rest.Length, rest.Length) : (start + length, start + length + "endstream"u8.Length);
        var head = rest[Math.Max(0, at - LongestDictionary)..at];
        var begins = head.LastIndexOf("obj"u8);
        return new PdfStream(from + start, end - start, from + after, Encoding.Latin1.GetString(begins < 0 ? head : head[begins..]));
    }
}
