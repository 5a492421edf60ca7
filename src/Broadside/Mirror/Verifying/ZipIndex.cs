using System.Buffers.Binary;

namespace Broadside.Mirror.Verifying;

/// <summary>The end of a zip file (APPNOTE §4.3.16, §4.3.14): how long its index is, before anything reads that index into memory.</summary>
internal static class ZipIndex
{
    private const int EndLength = 22;
    private const int End64Length = 56;
    private const int LocatorLength = 20;

    /// <returns>Bytes of the index; null where it is no zip file.</returns>
    public static long? Length(Stream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, ushort.MaxValue + EndLength + LocatorLength)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || at + EndLength > tail.Length)
        {
            return null;
        }
        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12));
        if (length != uint.MaxValue)
        {
            return length;
        }
        if (at < LocatorLength || !tail.AsSpan(at - LocatorLength, 4).SequenceEqual("PK\x06\x07"u8))
        {
            return null;
        }
        var place = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - LocatorLength + 8));
        var end = new byte[End64Length];
        if (place < 0 || place > file.Length - End64Length)
        {
            return null;
        }
        file.Position = place;
        file.ReadExactly(end);
        var long64 = BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(40));
        return end.AsSpan(0, 4).SequenceEqual("PK\x06\x06"u8) && long64 >= 0 ? long64 : null;
    }
}
