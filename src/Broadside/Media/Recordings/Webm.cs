using System.Buffers.Binary;

namespace Broadside.Media.Recordings;

/// <summary>WebM (EBML, RFC 8794 and 9559). Tags and attachments become void elements of the same size.</summary>
internal sealed class Webm(FileStream file)
{
    private const uint Segment = 0x18538067;
    private const uint Info = 0x1549A966;
    private const uint Tags = 0x1254C367;
    private const uint Attachments = 0x1941A469;
    private const uint TimestampScale = 0x2AD7B1;
    private const uint Duration = 0x4489;
    private const byte Void = 0xEC;

    private double scale = 1_000_000;
    private double? duration;
    private bool isSegment;

    public static CleanedFile? Clean(FileStream file)
    {
        var webm = new Webm(file);
        webm.Walk(0, file.Length);
        return webm.isSegment ? new CleanedFile(MediaType.Webm) { Seconds = webm.Seconds() } : null;
    }

    private int? Seconds() => duration is { } ticks ? FilePart.Seconds(ticks * scale / 1e9) : null;

    private void Walk(long from, long until)
    {
        for (var at = from; at + 2 <= until;)
        {
            var (id, start, end) = Element(at, until);
            switch (id)
            {
                case Segment:
                    isSegment = true;
                    Walk(start, end);
                    break;
                case Info:
                    Walk(start, end);
                    break;
                case TimestampScale:
                    scale = Whole(start, end);
                    break;
                case Duration:
                    duration = end - start == 4 ? BinaryPrimitives.ReadSingleBigEndian(file.Bytes(start, 4)) : BinaryPrimitives.ReadDoubleBigEndian(file.Bytes(start, 8));
                    break;
                case Tags or Attachments:
                    Erase(at, end);
                    break;
            }
            at = end;
        }
    }

    // A void's header here is nine bytes: its mark and a length of eight, the first of them 01.
    private void Erase(long at, long end)
    {
        if (end - at < 9)
        {
            file.Blank(at + 5, end);
            return;
        }
        Span<byte> head = stackalloc byte[9];
        BinaryPrimitives.WriteInt64BigEndian(head[1..], end - at - 9);
        (head[0], head[1]) = (Void, 1);
        file.Put(at, head);
        file.Blank(at + 9, end);
    }

    private (uint Id, long Start, long End) Element(long at, long until)
    {
        var (id, idLength) = Number(at, keepMarker: true);
        var (size, sizeLength) = Number(at + idLength, keepMarker: false);
        var start = at + idLength + sizeLength;
        // All ones: of unknown length, as a live recording's segment; it runs to the end.
        var end = size == (1L << (7 * sizeLength)) - 1 ? until : start + size;
        return ((uint)id, start, end > until || end < start ? until : end);
    }

    private (long Value, int Length) Number(long at, bool keepMarker)
    {
        var first = file.Bytes(at, 1)[0];
        if (first == 0)
        {
            throw new EndOfStreamException("No element begins here.");
        }
        var length = System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 24 + 1;
        long value = keepMarker ? first : first & ((1 << (8 - length)) - 1);
        foreach (var next in file.Bytes(at + 1, length - 1))
        {
            value = (value << 8) | next;
        }
        return (value, length);
    }

    private long Whole(long from, long until)
    {
        long value = 0;
        foreach (var next in file.Bytes(from, (int)Math.Min(8, until - from)))
        {
            value = (value << 8) | next;
        }
        return value;
    }
}
