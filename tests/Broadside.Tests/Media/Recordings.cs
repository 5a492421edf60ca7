using System.Buffers.Binary;
using System.Text;

namespace Broadside.Tests.Media;

/// <summary>The smallest sounds, films and documents that are what they say.</summary>
internal static class Recordings
{
    public const string Place = "+40.4168-003.7038/";

    /// <summary>Ten seconds of film, with a phone's GPS position beside it.</summary>
    public static byte[] Mp4(string handler = "vide", string brand = "isom") =>
    [
        .. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 2, 0, .. "isom"u8]),
        .. Box("moov",
        [
            .. Box("mvhd", [0, 0, 0, 0, .. new byte[8], .. Big(1000), .. Big(10_000), .. new byte[80]]),
            .. Box("trak",
            [
                .. Box("tkhd", [.. new byte[76], .. handler == "vide" ? Big(640 << 16) : Big(0), .. handler == "vide" ? Big(360 << 16) : Big(0)]),
                .. Box("mdia", Box("hdlr", [.. new byte[8], .. Encoding.ASCII.GetBytes(handler), .. new byte[13]])),
            ]),
            .. Box("udta", Box("\u00A9xyz", Encoding.ASCII.GetBytes("\0\u0012\u0015\0" + Place))),
        ]),
        .. Box("mdat", new byte[64]),
    ];

    /// <summary>Two seconds, behind a tag with a title and a place.</summary>
    public static byte[] Mp3()
    {
        byte[] title = [3, .. "Podcast número 4"u8];
        byte[] comment = [3, .. Encoding.ASCII.GetBytes("eng\0" + Place)];
        byte[] tag = [.. Frame("TIT2", title), .. Frame("COMM", comment)];
        // 128 kbit/s at 44.1 kHz: 417 bytes and 26 ms a frame.
        var frames = Enumerable.Range(0, 77).SelectMany(_ => (byte[])[0xFF, 0xFB, 0x90, 0x00, .. new byte[413]]);
        return [.. "ID3\u0004\0\0"u8, 0, 0, 0, (byte)tag.Length, .. tag, .. frames, .. "TAG"u8, .. new byte[125]];

        static byte[] Frame(string name, byte[] data) => [.. Encoding.ASCII.GetBytes(name), 0, 0, 0, (byte)data.Length, 0, 0, .. data];
    }

    /// <summary>Three seconds of 44.1 kHz.</summary>
    public static byte[] Flac()
    {
        var info = new byte[34];
        BinaryPrimitives.WriteUInt64BigEndian(info.AsSpan(10), (44_100UL << 44) | (1UL << 41) | (15UL << 36) | 132_300);
        var words = Encoding.ASCII.GetBytes("LOCATION=" + Place);
        return [.. "fLaC"u8, 0, 0, 0, 34, .. info, 0x84, 0, 0, (byte)words.Length, .. words, 0xFF, 0xF8, .. new byte[32]];
    }

    /// <summary>One second of 8 kHz.</summary>
    public static byte[] Wav()
    {
        var words = Encoding.ASCII.GetBytes("INFOICMT" + Place);
        return
        [
            .. "RIFF"u8, .. Little(8100), .. "WAVE"u8,
            .. "fmt "u8, .. Little(16), 1, 0, 1, 0, .. Little(8000), .. Little(8000), 1, 0, 8, 0,
            .. "LIST"u8, .. Little(words.Length), .. words,
            .. "data"u8, .. Little(8000), .. new byte[8000],
        ];
    }

    /// <summary>Five seconds of Opus, with a place.</summary>
    public static byte[] Ogg() => Opus("LOCATION=" + Place);

    public static byte[] Opus(params string[] comments)
    {
        byte[] head = [.. "OpusHead"u8, 1, 2, .. BitConverter.GetBytes((ushort)312), .. Little(48_000), 0, 0, 0];
        return [.. OggPage(2, 0, 7, head), .. OggPages(7, [.. "OpusTags"u8, .. Comments(comments)], []), .. OggPage(4, (5 * 48_000) + 312, 7, [.. "sound"u8, .. new byte[20]])];
    }

    /// <summary>Five seconds, its set-up on the same page as the end of the comments, as encoders write it.</summary>
    public static byte[] Vorbis(params string[] comments)
    {
        byte[] head = [.. "\u0001vorbis"u8, 0, 0, 0, 0, 2, .. Little(44_100), .. new byte[14], 1];
        return
        [
            .. OggPage(2, 0, 9, head),
            .. OggPages(9, [.. "\u0003vorbis"u8, .. Comments(comments), 1], [.. "\u0005vorbis the sound's set-up"u8]),
            .. OggPage(4, 5 * 44_100, 9, [.. "sound"u8, .. new byte[20]]),
        ];
    }

    public static byte[] OggPage(byte kind, long sample, int serial, byte[] data) => OggPage(kind, sample, serial, [(byte)data.Length], data);

    /// <summary>RFC 3533 §6, written anew: bit by bit, as the standard says it.</summary>
    public static uint OggSum(byte[] page)
    {
        var sum = 0u;
        for (var i = 0; i < page.Length; i++)
        {
            sum ^= (uint)(i is >= 22 and < 26 ? 0 : page[i]) << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 0x8000_0000) != 0 ? (sum << 1) ^ 0x04C1_1DB7 : sum << 1;
            }
        }
        return sum;
    }

    private static byte[] Comments(string[] comments) =>
        [.. Little(7), .. "A maker"u8, .. Little(comments.Length), .. comments.SelectMany(c => Encoding.UTF8.GetBytes(c) is var bytes ? (byte[])[.. Little(bytes.Length), .. bytes] : [])];

    // Two packets over as many pages as they need: 255 laces of 255 bytes at most in each.
    private static IEnumerable<byte> OggPages(int serial, byte[] first, byte[] second)
    {
        static IEnumerable<byte> Laces(int length) => Enumerable.Repeat((byte)255, length / 255).Append((byte)(length % 255));
        byte[] data = [.. first, .. second];
        var at = 0;
        var isContinued = false;
        foreach (var laces in Laces(first.Length).Concat(second.Length > 0 ? Laces(second.Length) : []).Chunk(255))
        {
            var length = laces.Sum(l => l);
            foreach (var b in OggPage((byte)(isContinued ? 1 : 0), 0, serial, laces, data[at..(at + length)]))
            {
                yield return b;
            }
            (at, isContinued) = (at + length, laces[^1] == 255);
        }
    }

    private static byte[] OggPage(byte kind, long sample, int serial, byte[] laces, byte[] data)
    {
        byte[] page = [.. "OggS"u8, 0, kind, .. BitConverter.GetBytes(sample), .. Little(serial), .. new byte[8], (byte)laces.Length, .. laces, .. data];
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(22), OggSum(page));
        return page;
    }

    /// <summary>Seven seconds, with tags.</summary>
    public static byte[] Webm()
    {
        var seconds = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(seconds, 7000);
        byte[] info = [0x2A, 0xD7, 0xB1, 0x83, 0x0F, 0x42, 0x40, 0x44, 0x89, 0x88, .. seconds];
        var tags = Encoding.ASCII.GetBytes(Place);
        byte[] segment = [0x15, 0x49, 0xA9, 0x66, (byte)(0x80 | info.Length), .. info, 0x12, 0x54, 0xC3, 0x67, (byte)(0x80 | tags.Length), .. tags];
        return [0x1A, 0x45, 0xDF, 0xA3, 0x87, 0x42, 0x82, 0x84, .. "webm"u8, 0x18, 0x53, 0x80, 0x67, (byte)(0x80 | segment.Length), .. segment];
    }

    /// <summary>A document with one object of that content.</summary>
    public static byte[] Pdf(string content) => Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj\n{content}\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");

    public static byte[] Box(string kind, byte[] content) => [.. Big(content.Length + 8), .. Encoding.Latin1.GetBytes(kind), .. content];

    private static byte[] Big(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static byte[] Little(int number) => BitConverter.GetBytes(number);
}
