using System.Buffers.Binary;
using System.Text;

namespace Broadside.Media.Recordings;

/// <summary>
/// MP4 and M4A (ISO 14496-12). Boxes of words and places (<c>udta</c>, <c>meta</c>, <c>uuid</c>: a phone writes its GPS position there) and
/// whole tracks of timed notes (a camera's GPS track) are blanked into <c>free</c> boxes of the same size, so nothing else moves.
/// </summary>
internal sealed class IsoMedia(FileStream file)
{
    private const int Deepest = 8;

    private static readonly string[] Containers = ["moov", "trak", "mdia"];
    private static readonly string[] Telling = ["udta", "meta", "uuid"];

    private bool pictures;
    private bool sounds;
    private int? seconds;
    private int? width;
    private int? height;

    public static CleanedFile? Clean(FileStream file) => new IsoMedia(file).Clean();

    private CleanedFile? Clean()
    {
        Walk(0, file.Length, 0);
        return (pictures, sounds) switch
        {
            (true, _) => new CleanedFile(MediaType.Mp4) { Seconds = seconds, Width = width, Height = height },
            (false, true) => new CleanedFile(MediaType.M4a) { Seconds = seconds },
            _ => null,
        };
    }

    private void Walk(long from, long until, int depth)
    {
        for (var at = from; at + 8 <= until;)
        {
            var (kind, start, end) = Box(at, until);
            if (Telling.Contains(kind) || (kind == "trak" && IsNotes(start, end)))
            {
                file.Put(at + 4, "free"u8);
                file.Blank(start, end);
            }
            else if (Containers.Contains(kind) && depth < Deepest)
            {
                Walk(start, end, depth + 1);
            }
            else
            {
                Note(kind, start, end);
            }
            at = end;
        }
    }

    /// <exception cref="EndOfStreamException">The box ends behind its container.</exception>
    private (string Kind, long Start, long End) Box(long at, long until)
    {
        var head = file.Bytes(at, 8).AsSpan();
        long size = BinaryPrimitives.ReadUInt32BigEndian(head);
        var start = at + 8;
        if (size == 1)
        {
            (size, start) = (BinaryPrimitives.ReadInt64BigEndian(file.Bytes(at + 8, 8)), at + 16);
        }
        var end = size == 0 ? until : at + size;
        return size != 0 && (end < start || end > until)
            ? throw new EndOfStreamException("A box ends behind its container.")
            : (Encoding.Latin1.GetString(head[4..8]), start, end);
    }

    private bool IsNotes(long from, long until) => Handler(from, until, 0) is "meta" or "mebx" or "camm" or "gpmd";

    private string? Handler(long from, long until, int depth)
    {
        for (var at = from; at + 8 <= until;)
        {
            var (kind, start, end) = Box(at, until);
            if (kind == "hdlr" && end - start >= 12)
            {
                return Encoding.Latin1.GetString(file.Bytes(start + 8, 4));
            }
            if (kind == "mdia" && depth < Deepest)
            {
                return Handler(start, end, depth + 1);
            }
            at = end;
        }
        return null;
    }

    private void Note(string kind, long start, long end)
    {
        switch (kind)
        {
            case "hdlr" when end - start >= 12:
                var handler = Encoding.Latin1.GetString(file.Bytes(start + 8, 4));
                pictures |= handler == "vide";
                sounds |= handler == "soun";
                break;
            case "mvhd" when end - start >= 32:
                seconds = Length(file.Bytes(start, 32));
                break;
            case "tkhd" when end - start >= 84:
                // Width and height are the last eight bytes, 16.16 fixed point; zero for sound.
                var size = file.Bytes(end - 8, 8).AsSpan();
                var (w, h) = (BinaryPrimitives.ReadUInt16BigEndian(size), BinaryPrimitives.ReadUInt16BigEndian(size[4..]));
                (width, height) = w > 0 && h > 0 ? (w, h) : (width, height);
                break;
        }
    }

    // Version 1 has 64-bit times before the scale and a 64-bit duration behind it.
    private static int? Length(ReadOnlySpan<byte> header)
    {
        var (scale, duration) = header[0] == 1
            ? (BinaryPrimitives.ReadUInt32BigEndian(header[20..]), BinaryPrimitives.ReadUInt64BigEndian(header[24..]))
            : (BinaryPrimitives.ReadUInt32BigEndian(header[12..]), BinaryPrimitives.ReadUInt32BigEndian(header[16..]));
        return scale == 0 ? null : FilePart.Seconds(duration / (double)scale);
    }
}
