using System.Text;

namespace Broadside.Media;

/// <summary>Tells what a file is from its first bytes. Names, extensions and headers say nothing here.</summary>
public static class FileSignature
{
    /// <summary>How many bytes from the start are needed.</summary>
    public const int Needed = 4096;

    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx"];

    /// <summary>The kind of file; null when the library does not hold such files.</summary>
    public static MediaType? Of(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => MediaType.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => MediaType.Png,
        _ when head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) => MediaType.Gif,
        _ when IsRiff(head, "WEBP"u8) => MediaType.Webp,
        _ when IsRiff(head, "WAVE"u8) => MediaType.Wav,
        _ when head.StartsWith("%PDF-"u8) => MediaType.Pdf,
        _ when head.StartsWith("fLaC"u8) => MediaType.Flac,
        _ when head.StartsWith("OggS"u8) => OggOf(head),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => head[..Math.Min(64, head.Length)].IndexOf("webm"u8) > 0 ? MediaType.Webm : null,
        _ when head.Length >= 16 && head[4..8].SequenceEqual("ftyp"u8) => IsoOf(head),
        _ when head.StartsWith("ID3"u8) || MpegFrame.At(head) is not null => MediaType.Mp3,
        _ => null,
    };

    /// <summary>What to tell a person about a file that <see cref="Of"/> does not know.</summary>
    public static string WhyNot(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 16 && head[4..8].SequenceEqual("ftyp"u8))
        {
            return Brands(head).Intersect(HeicBrands).Any() || Brands(head).Contains("mif1")
                ? "This is a HEIC picture, which browsers cannot show. Export it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible)."
                : "This film's container cannot be played by every browser. Save it as MP4 (H.264 and AAC) or WebM.";
        }
        var text = Encoding.Latin1.GetString(head[..Math.Min(1024, head.Length)]).TrimStart('ï', '»', '¿', ' ', '\t', '\r', '\n');
        return text switch
        {
            _ when text.Contains("<svg", StringComparison.OrdinalIgnoreCase) => "SVG drawings can hold scripts and are not taken. Export the drawing as PNG.",
            _ when text.StartsWith('<') => "This is a web page or XML, not a picture, sound, film or PDF.",
            _ when text.StartsWith("PK\u0003\u0004", StringComparison.Ordinal) => "This is a ZIP archive or an office document. Unpack it, or save the document as PDF.",
            _ when text.StartsWith("II*\0", StringComparison.Ordinal) || text.StartsWith("MM\0*", StringComparison.Ordinal) => "TIFF and camera raw pictures cannot be shown by browsers. Export the picture as JPEG or PNG.",
            _ when text.StartsWith("BM", StringComparison.Ordinal) => "BMP pictures are not taken. Save the picture as PNG or JPEG.",
            _ => "This is no file that the library holds: JPEG, PNG, GIF, WebP or AVIF pictures, MP3, M4A, Ogg, FLAC or WAV sound, MP4 or WebM film, PDF.",
        };
    }

    private static bool IsRiff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> form) =>
        head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual(form);

    private static MediaType? OggOf(ReadOnlySpan<byte> head) =>
        head.IndexOf("OpusHead"u8) > 0 || head.IndexOf("\u0001vorbis"u8) > 0 ? MediaType.Ogg : null;

    private static MediaType? IsoOf(ReadOnlySpan<byte> head)
    {
        var brands = Brands(head);
        return brands switch
        {
            _ when brands.Contains("avif") || brands.Contains("avis") => MediaType.Avif,
            _ when brands.Intersect(HeicBrands).Any() || brands[0] is "qt  " or "mif1" => null,
            ["M4A " or "M4B " or "F4A ", ..] => MediaType.M4a,
            _ => MediaType.Mp4,
        };
    }

    private static List<string> Brands(ReadOnlySpan<byte> head)
    {
        var length = (int)Math.Min(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head), (uint)head.Length);
        var brands = new List<string> { Encoding.Latin1.GetString(head[8..12]) };
        for (var at = 16; at + 4 <= length; at += 4)
        {
            brands.Add(Encoding.Latin1.GetString(head[at..(at + 4)]));
        }
        return brands;
    }
}
