using System.Buffers.Binary;
using System.IO.Compression;

namespace Broadside.Tests.Themes;

/// <summary>A whole WOFF2 typeface (W3C WOFF 2.0) with one letter in it, a square for "A", of a few hundred bytes.</summary>
internal static class TinyFont
{
    // The numbers by which WOFF2 knows these tables; "glyf" and "loca" as they are, not transformed (version 3 in the upper bits).
    private static readonly (byte Flags, byte[] Table)[] Tables =
    [
        (0, Words(0, 1, 3, 1, 0, 12, 4, 32, 0, 4, 4, 1, 0, 0x41, 0xFFFF, 0, 0x41, 0xFFFF, -0x40, 1, 0, 0)),
        (1, Words(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0x080B, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 500, 500, 0, 8, 2, 0, 0)),
        (2, Words(1, 0, 800, -200, 0, 600, 0, 100, 500, 1, 0, 0, 0, 0, 0, 0, 0, 2)),
        (3, Words(600, 0, 600, 0)),
        (4, Words(1, 0, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)),
        (5, Words(0, 0, 6)),
        (6, Words(4, 600, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 250, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x2020, 0x2020, 0x40, 0x41, 0x41, 800, -200, 0, 800, 200, 0, 1, 0, 0, 500, 500, 0, 32, 0)),
        (7, Words(3, 0, 0, 0, -100, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        (10 | (3 << 6), [.. Words(1, 0, 0, 500, 500, 3, 0), 1, 1, 1, 1, .. Words(0, 500, 0, -500, 0, 0, 500, 0)]),
        (11 | (3 << 6), Words(0, 0, 17)),
    ];

    /// <param name="padding">Bytes of private data hung on behind, to make it heavier.</param>
    public static byte[] Make(int padding = 0)
    {
        var directory = Tables.SelectMany(t => (byte[])[t.Flags, (byte)t.Table.Length]).ToArray();
        var packed = Pack([.. Tables.SelectMany(t => t.Table)]);
        var dataEnd = Round(48 + directory.Length + packed.Length);
        var font = new byte[dataEnd + padding];
        "wOF2"u8.CopyTo(font);
        Number(font, 4, 0x00010000);
        Number(font, 8, font.Length);
        BinaryPrimitives.WriteInt16BigEndian(font.AsSpan(12), (short)Tables.Length);
        Number(font, 16, 12 + (16 * Tables.Length) + Tables.Sum(t => Round(t.Table.Length)));
        Number(font, 20, packed.Length);
        Number(font, 40, padding > 0 ? dataEnd : 0);
        Number(font, 44, padding);
        directory.CopyTo(font, 48);
        packed.CopyTo(font, 48 + directory.Length);
        return font;
    }

    private static byte[] Words(params int[] words)
    {
        var bytes = new byte[words.Length * 2];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * 2), (ushort)words[i]);
        }
        return bytes;
    }

    private static byte[] Pack(byte[] bytes)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        Assert.True(BrotliEncoder.TryCompress(bytes, packed, out var length, quality: 11, window: 22));
        return packed[..length];
    }

    private static int Round(int length) => (length + 3) / 4 * 4;

    private static void Number(byte[] font, int at, int value) => BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(at), value);
}
