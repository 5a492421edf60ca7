using System.Buffers.Binary;

namespace Broadside.Media.Recordings;

/// <summary>WAVE. Chunks other than the format and the sound (INFO lists, broadcast notes with a recorder's name and place) become JUNK.</summary>
internal static class Wav
{
    public static CleanedFile? Clean(FileStream file)
    {
        var (bytesPerSecond, sound) = (0u, -1L);
        for (long at = 12; at + 8 <= file.Length;)
        {
            var head = file.Bytes(at, 8).AsSpan();
            long length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (head.StartsWith("fmt "u8) && length >= 16)
            {
                bytesPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(file.Bytes(at + 16, 4));
            }
            else if (head.StartsWith("data"u8))
            {
                sound = Math.Min(length, file.Length - at - 8);
            }
            else if (!head.StartsWith("fact"u8))
            {
                file.Put(at, "JUNK"u8);
                file.Blank(at + 8, Math.Min(at + 8 + length, file.Length));
            }
            at += 8 + length + (length & 1);
        }
        return bytesPerSecond == 0 || sound < 0 ? null : new CleanedFile(MediaType.Wav) { Seconds = FilePart.Seconds(sound / (double)bytesPerSecond) };
    }
}
