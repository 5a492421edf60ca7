using System.Globalization;
using System.Text;
using NetVips;

namespace Broadside.Media;

/// <summary>Reads a picture's credit, alternative text and caption out of its XMP, IPTC and EXIF (in this order), before all three are taken out.</summary>
internal static class PictureWords
{
    private const int Longest = 4000;

    public static FileWords Read(Image picture)
    {
        var xmp = XmpWords.Read(Blob(picture, "xmp-data"));
        var iptc = IptcWords.Read(Blob(picture, "iptc-data"));
        return new FileWords
        {
            Title = First(xmp.Title, iptc.Title),
            Credit = First(xmp.Credit, iptc.Credit, Exif(picture, "Artist"), Exif(picture, "Copyright")),
            Alt = First(xmp.Alt),
            Caption = First(xmp.Caption, iptc.Caption, Exif(picture, "ImageDescription")),
        };
    }

    private static byte[] Blob(Image picture, string name) => picture.Contains(name) && picture.Get(name) is byte[] bytes ? bytes : [];

    // libvips gives EXIF texts twice, as "The text (The text, ASCII, 9 components, 9 bytes)".
    private static string? Exif(Image picture, string name)
    {
        if (!picture.Contains("exif-ifd0-" + name) || picture.Get("exif-ifd0-" + name) is not string text)
        {
            return null;
        }
        var twice = text.LastIndexOf(", ASCII, ", StringComparison.Ordinal) is > 2 and var end ? text[..end] : text;
        var once = twice[..((twice.Length - 2) / 2)];
        return twice == $"{once} ({once}" ? once : twice.Split(" (")[0];
    }

    private static string? First(params ReadOnlySpan<string?> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (Tidy(candidate) is { Length: > 0 } tidy)
            {
                return tidy;
            }
        }
        return null;
    }

    private static string Tidy(string? text)
    {
        var tidy = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes().Take(Longest))
        {
            tidy.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control ? " " : rune.ToString());
        }
        return tidy.ToString().Trim();
    }
}
