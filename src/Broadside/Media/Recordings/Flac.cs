using System.Buffers.Binary;

namespace Broadside.Media.Recordings;

/// <summary>FLAC (RFC 9639). Every metadata block but the stream's own description and the seek table becomes padding.</summary>
internal static class Flac
{
    private const int StreamInfo = 0;
    private const int Padding = 1;
    private const int SeekTable = 3;

    public static CleanedFile? Clean(FileStream file)
    {
        int? seconds = null;
        for (long at = 4; ;)
        {
            var head = file.Bytes(at, 4);
            var (kind, isLast, length) = (head[0] & 0x7F, (head[0] & 0x80) != 0, (head[1] << 16) | (head[2] << 8) | head[3]);
            if (kind == StreamInfo && length >= 18)
            {
                seconds = Seconds(file.Bytes(at + 4, 18));
            }
            else if (kind != SeekTable)
            {
                _ = file.Bytes(at + 4, Math.Min(length, 1));
                file.Put(at, [(byte)(Padding | (isLast ? 0x80 : 0))]);
                file.Blank(at + 4, Math.Min(at + 4 + length, file.Length));
            }
            at += 4 + length;
            if (isLast)
            {
                return at < file.Length ? new CleanedFile(MediaType.Flac) { Seconds = seconds } : null;
            }
        }
    }

    // 20 bits of samples per second, 3 of channels, 5 of depth, 36 of samples in all.
    private static int? Seconds(ReadOnlySpan<byte> info)
    {
        var bits = BinaryPrimitives.ReadUInt64BigEndian(info[10..]);
        var rate = (uint)(bits >> 44);
        return rate == 0 ? null : FilePart.Seconds((bits & 0xF_FFFF_FFFF) / (double)rate);
    }
}
