using System.Buffers.Binary;
using System.Text;

namespace Broadside.Media.Recordings;

/// <summary>The ID3v2 tag before an MP3 (id3.org, 2.2 to 2.4): how long it is, and the title in it.</summary>
internal static class Id3
{
    private const int LongestTag = 64 << 20;

    public static (long Length, string? Title) Skip(FileStream file)
    {
        if (file.Length < 10 || file.Bytes(0, 10) is not [(byte)'I', (byte)'D', (byte)'3', var version, _, var flags, ..] head)
        {
            return (0, null);
        }
        var length = Syncsafe(head.AsSpan(6)) + 10 + ((flags & 0x10) != 0 ? 10 : 0);
        var title = length <= Math.Min(LongestTag, file.Length) ? Title(file.Bytes(10, Syncsafe(head.AsSpan(6))), version) : null;
        return (Math.Min(length, file.Length), title);
    }

    private static string? Title(ReadOnlySpan<byte> tag, byte version)
    {
        var (nameLength, headLength) = version == 2 ? (3, 6) : (4, 10);
        while (tag.Length > headLength && tag[0] != 0)
        {
            var size = version switch
            {
                2 => (tag[3] << 16) | (tag[4] << 8) | tag[5],
                4 => Syncsafe(tag[4..]),
                _ => BinaryPrimitives.ReadInt32BigEndian(tag[4..]),
            };
            if (size < 0 || size > tag.Length - headLength)
            {
                return null;
            }
            if (tag[..nameLength].SequenceEqual(version == 2 ? "TT2"u8 : "TIT2"u8))
            {
                return Text(tag.Slice(headLength, size));
            }
            tag = tag[(headLength + size)..];
        }
        return null;
    }

    private static string? Text(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return null;
        }
        var encoding = text[0] switch
        {
            1 => text[1] == 0xFE ? Encoding.BigEndianUnicode : Encoding.Unicode,
            2 => Encoding.BigEndianUnicode,
            3 => Encoding.UTF8,
            _ => Encoding.Latin1,
        };
        var words = encoding.GetString(text[1..]).Trim('\uFEFF', '\0', ' ');
        return words.Split('\0')[0] is { Length: > 0 } first ? first : null;
    }

    // Seven bits a byte, so that no byte of a length looks like a frame's beginning.
    private static int Syncsafe(ReadOnlySpan<byte> bytes) =>
        ((bytes[0] & 0x7F) << 21) | ((bytes[1] & 0x7F) << 14) | ((bytes[2] & 0x7F) << 7) | (bytes[3] & 0x7F);
}
