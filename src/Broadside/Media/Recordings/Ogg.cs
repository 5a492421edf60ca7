using System.Buffers.Binary;

namespace Broadside.Media.Recordings;

/// <summary>Ogg with Opus (RFC 7845) or Vorbis: its length is the last page's sample number by the rate.</summary>
internal static class Ogg
{
    public static CleanedFile? Measure(FileStream file)
    {
        var head = file.Bytes(0, (int)Math.Min(512, file.Length)).AsSpan();
        var (opus, vorbis) = (head.IndexOf("OpusHead"u8), head.IndexOf("\u0001vorbis"u8));
        var (rate, skipped) = opus >= 0 && head.Length >= opus + 12
            ? (48_000u, BinaryPrimitives.ReadUInt16LittleEndian(head[(opus + 10)..]))
            : vorbis >= 0 && head.Length >= vorbis + 16 ? (BinaryPrimitives.ReadUInt32LittleEndian(head[(vorbis + 12)..]), (ushort)0) : (0u, (ushort)0);
        return rate == 0 || LastSample(file) is not { } last
            ? null
            : new CleanedFile(MediaType.Ogg) { Seconds = FilePart.Seconds((last - skipped) / (double)rate) };
    }

    private static long? LastSample(FileStream file)
    {
        var length = (int)Math.Min(1 << 17, file.Length);
        var tail = file.Bytes(file.Length - length, length).AsSpan();
        for (var at = tail.LastIndexOf("OggS"u8); at >= 0; at = tail[..at].LastIndexOf("OggS"u8))
        {
            if (at + 14 <= tail.Length && BinaryPrimitives.ReadInt64LittleEndian(tail[(at + 6)..]) is > 0 and var sample)
            {
                return sample;
            }
        }
        return null;
    }
}
