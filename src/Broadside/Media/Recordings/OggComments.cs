using System.Buffers.Binary;
using System.Text;

namespace Broadside.Media.Recordings;

/// <summary>The comments of Vorbis, which Opus has too: a maker, and lines as <c>TITLE=…</c>, each behind its length. And Ogg's checksum.</summary>
internal static class OggComments
{
    private const int LongestTitle = 1000;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>The first title; null where there is none, or the lengths lead nowhere.</summary>
    public static string? Title(ReadOnlySpan<byte> comments)
    {
        if (!Skip(ref comments) || comments.Length < 4)
        {
            return null;
        }
        comments = comments[4..];
        while (comments.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(comments);
            if (length > comments.Length - 4)
            {
                return null;
            }
            var line = comments.Slice(4, (int)length);
            if (line.Length is > 6 and < LongestTitle && Ascii.EqualsIgnoreCase(line[..6], "TITLE="u8))
            {
                return Encoding.UTF8.GetString(line[6..]);
            }
            comments = comments[(4 + (int)length)..];
        }
        return null;
    }

    // RFC 3533 §6: polynomial 04C11DB7, from the highest bit, beginning with zero, over the whole page.
    public static uint Checksum(ReadOnlySpan<byte> page)
    {
        var sum = 0u;
        foreach (var b in page)
        {
            sum = (sum << 8) ^ Table[(sum >> 24) ^ b];
        }
        return sum;
    }

    private static bool Skip(ref ReadOnlySpan<byte> comments)
    {
        if (comments.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(comments) is var length && length > comments.Length - 4)
        {
            return false;
        }
        comments = comments[(4 + (int)length)..];
        return true;
    }

    private static uint Entry(int index)
    {
        var sum = (uint)index << 24;
        for (var bit = 0; bit < 8; bit++)
        {
            sum = (sum << 1) ^ ((sum & 0x8000_0000) != 0 ? 0x04C1_1DB7u : 0);
        }
        return sum;
    }
}
