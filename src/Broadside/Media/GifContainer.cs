namespace Broadside.Media;

/// <summary>A GIF without comments, texts and foreign extensions; the frames, their timing and the loop count stay bit for bit.</summary>
internal static class GifContainer
{
    private const byte Extension = 0x21;
    private const byte Frame = 0x2C;
    private const byte Trailer = 0x3B;
    private const byte Timing = 0xF9;
    private const byte Application = 0xFF;

    /// <returns>Null where something stands that is no part of a GIF.</returns>
    /// <exception cref="IndexOutOfRangeException">It ends too early.</exception>
    public static byte[]? Strip(ReadOnlySpan<byte> file)
    {
        var kept = new MemoryStream(file.Length);
        var at = 13 + TableLength(file[10]);
        kept.Write(file[..at]);
        while (file[at] != Trailer)
        {
            var start = at;
            switch (file[at])
            {
                case Extension:
                    at = AfterBlocks(file, at + 2);
                    if (file[start + 1] == Timing || IsLoop(file[start..at]))
                    {
                        kept.Write(file[start..at]);
                    }
                    break;
                case Frame:
                    at = AfterBlocks(file, at + 10 + TableLength(file[at + 9]) + 1);
                    kept.Write(file[start..at]);
                    break;
                default:
                    return null;
            }
        }
        kept.WriteByte(Trailer);
        return kept.ToArray();
    }

    // Bit 7 says that a colour table follows, bits 0–2 how long: 3 × 2^(n+1) bytes.
    private static int TableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int AfterBlocks(ReadOnlySpan<byte> file, int at)
    {
        while (file[at] != 0)
        {
            at += file[at] + 1;
        }
        return at + 1;
    }

    private static bool IsLoop(ReadOnlySpan<byte> extension) =>
        extension[1] == Application && extension.Length == 19 && extension[3..14].SequenceEqual("NETSCAPE2.0"u8);
}
