using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NetVips;

namespace Broadside.Tests.Media;

/// <summary>Files made on the spot: honest ones, telling ones and hostile ones.</summary>
internal static class Fixtures
{
    public const string Secret = "Kim Reporter, Casa Verde 7";

    public static byte[] Jpeg(int width = 400, int height = 300, byte[]? exif = null, byte[]? comment = null)
    {
        using var picture = Picture(width, height);
        var plain = picture.JpegsaveBuffer(q: 85, keep: Enums.ForeignKeep.None);
        byte[] extra = [.. exif is null ? [] : Segment(0xE1, exif), .. comment is null ? [] : Segment(0xFE, comment)];
        return [.. plain[..2], .. extra, .. plain[2..]];
    }

    public static byte[] Png(int width = 400, int height = 300)
    {
        using var picture = Picture(width, height);
        return picture.PngsaveBuffer();
    }

    public static byte[] PngWithAlpha(int width, int height)
    {
        using var picture = Picture(width, height);
        using var alpha = Image.Black(width, height) + 128;
        using var both = picture.Bandjoin(alpha).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return both.PngsaveBuffer();
    }

    public static byte[] Webp(int width = 400, int height = 300)
    {
        using var picture = Picture(width, height);
        return picture.WebpsaveBuffer();
    }

    public static byte[] Avif(int width = 200, int height = 150)
    {
        using var picture = Picture(width, height);
        return picture.HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1, effort: 0);
    }

    public static byte[] MovingGif(int width = 60, int height = 40, int frames = 3)
    {
        var all = Enumerable.Range(0, frames).Select(i => Picture(width, height, i * 60)).ToArray();
        using var strip = Image.Arrayjoin(all, across: 1);
        using var moving = strip.Mutate(m => m.Set(GValue.GIntType, "page-height", height));
        Array.ForEach(all, i => i.Dispose());
        return moving.GifsaveBuffer();
    }

    /// <summary>The picture in Display P3, as a phone makes it.</summary>
    public static byte[] JpegInP3()
    {
        using var picture = Picture(64, 48);
        return picture.JpegsaveBuffer(profile: "p3");
    }

    /// <summary>EXIF with a GPS position, a camera's maker, a description and the photographer; turned where <paramref name="orientation"/> says so.</summary>
    public static byte[] Exif(ushort orientation = 1, string? description = "A bridge over the river", string artist = Secret)
    {
        var tiff = new Tiff();
        var gps = tiff.Directory((1, Tiff.Text("N\0")), (2, Tiff.Rationals(51, 30, 12)), (3, Tiff.Text("W\0")), (4, Tiff.Rationals(0, 7, 39)));
        List<(ushort, Tiff.Value)> fields = [(0x10F, Tiff.Text("SecretCam\0")), (0x112, Tiff.Short(orientation)), (0x13B, Tiff.Text(artist + "\0")), (0x8825, Tiff.Long(gps))];
        if (description is not null)
        {
            fields.Insert(0, (0x10E, Tiff.Text(description + "\0")));
        }
        tiff.First(tiff.Directory([.. fields]));
        return [.. "Exif\0\0"u8, .. tiff.ToArray()];
    }

    public static byte[] Xmp(string alt, string credit, string caption) => Encoding.UTF8.GetBytes($"""
        http://ns.adobe.com/xap/1.0/{'\0'}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        ><rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
        photoshop:Credit="{credit}"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">{caption}</rdf:li></rdf:Alt></dc:description
        ><Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">{alt}</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility></rdf:Description></rdf:RDF></x:xmpmeta>
        """);

    /// <summary>A few hundred bytes that claim to be a picture of that size.</summary>
    public static byte[] PngBomb(uint width, uint height)
    {
        var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n\u001a\n"u8]);
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk(file, "IHDR", header);
        var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize))
        {
            zlib.Write(new byte[100_000]);
        }
        Chunk(file, "IDAT", data.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>A small JPEG whose frame header claims another size.</summary>
    public static byte[] JpegBomb(ushort width, ushort height)
    {
        var file = Jpeg(16, 16);
        var frame = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 7), width);
        return file;
    }

    /// <summary>A lossless WebP of a few bytes that claims that size: 14 bits for each side.</summary>
    public static byte[] WebpBomb(int width, int height)
    {
        byte[] file = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8L"u8, 24, 0, 0, 0, 0x2F, .. new byte[23]];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(21), (width - 1) | ((height - 1) << 14));
        return file;
    }

    /// <summary>A small AVIF whose size property claims another.</summary>
    public static byte[] AvifBomb(int width, int height)
    {
        var file = Avif(32, 32);
        var size = file.AsSpan().IndexOf("ispe"u8);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(size + 8), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(size + 12), height);
        return file;
    }

    /// <summary>A GIF of that size and as many frames, each of one point.</summary>
    public static byte[] GifBomb(ushort width, ushort height, int frames)
    {
        byte[] frame = [0x21, 0xF9, 4, 0, 1, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
        return
        [
            .. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0x80, 0, 0, 0, 0, 0, 255, 255, 255,
            .. Enumerable.Range(0, frames).SelectMany(_ => frame), 0x3B,
        ];
    }

    public static byte[] MovingWebp(int width, int height, int frames)
    {
        using var strip = Picture(width, height * frames);
        using var moving = strip.Mutate(m => m.Set(GValue.GIntType, "page-height", height));
        return moving.WebpsaveBuffer(lossless: true);
    }

    /// <summary>The file with another chunk before the end.</summary>
    public static byte[] WithPngChunk(byte[] png, string name, byte[] data)
    {
        var chunk = new MemoryStream();
        Chunk(chunk, name, data);
        return [.. png[..^12], .. chunk.ToArray(), .. png[^12..]];
    }

    public static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    // Soft shapes and some edges, the same at every run.
    private static Image Picture(int width, int height, int shift = 0)
    {
        using var xy = Image.Xyz(width, height);
        using var red = (xy[0] * (255.0 / width)) + shift;
        using var green = xy[1] * (255.0 / height);
        using var blue = (xy[0] + xy[1]) % 64 * 4;
        using var all = red.Bandjoin(green, blue);
        using var bytes = all.Cast(Enums.BandFormat.Uchar);
        return bytes.Copy(interpretation: Enums.Interpretation.Srgb).CopyMemory();
    }

    private static void Chunk(MemoryStream to, string name, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        to.Write(number);
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        to.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        to.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }
        return ~crc;
    }
}
