using System.Buffers.Binary;

namespace Broadside.Media;

/// <summary>Takes a picture file apart and puts together again only what draws the picture, its compressed data untouched.</summary>
internal static class PictureContainer
{
    /// <summary>The file without anything but picture; null where its parts do not follow each other as they should, or it cannot be taken apart.</summary>
    public static byte[]? Strip(ReadOnlySpan<byte> file, MediaType type)
    {
        try
        {
            return type switch
            {
                _ when type == MediaType.Jpeg => Jpeg(file),
                _ when type == MediaType.Png => Png(file),
                _ when type == MediaType.Webp => Webp(file),
                _ when type == MediaType.Gif => GifContainer.Strip(file),
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            // A length points behind the end.
            return null;
        }
        catch (IndexOutOfRangeException)
        {
            return null;
        }
    }

    // ITU T.81 annex B. Kept: tables, frames, scans, JFIF without its thumbnail, Adobe's colour transform. Left out: all other APPn, comments, everything after EOI.
    private static byte[]? Jpeg(ReadOnlySpan<byte> file)
    {
        var kept = new MemoryStream(file.Length);
        kept.Write(file[..2]);
        for (var at = 2; ;)
        {
            if (file[at] != 0xFF)
            {
                return null;
            }
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            if (marker == 0xD9)
            {
                kept.Write([0xFF, 0xD9]);
                return kept.ToArray();
            }
            var end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            var segment = file[at..end];
            if (marker == 0xE0 && segment.Length >= 18 && segment[4..9].SequenceEqual("JFIF\0"u8))
            {
                kept.Write([0xFF, 0xE0, 0, 16]);
                kept.Write(segment[4..16]);
                kept.Write([0, 0]);
            }
            else if (marker is not (>= 0xE0 and <= 0xEF or 0xFE) || (marker == 0xEE && segment.Length == 16 && segment[4..9].SequenceEqual("Adobe"u8)))
            {
                kept.Write(segment);
            }
            at = end;
            if (marker == 0xDA)
            {
                var scan = ScanLength(file[at..]);
                kept.Write(file.Slice(at, scan));
                at += scan;
            }
        }
    }

    // Compressed data run until an FF that is neither stuffed (FF 00) nor a restart marker (FF D0–D7).
    private static int ScanLength(ReadOnlySpan<byte> data)
    {
        for (var at = 0; ;)
        {
            at += data[at..].IndexOf((byte)0xFF) is >= 0 and var next ? next : throw new ArgumentOutOfRangeException(nameof(data));
            if (data[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }
            at += 2;
        }
    }

    private static byte[]? Png(ReadOnlySpan<byte> file)
    {
        var kept = new MemoryStream(file.Length);
        kept.Write(file[..8]);
        for (var at = 8; ;)
        {
            var end = at + 12 + checked((int)BinaryPrimitives.ReadUInt32BigEndian(file[at..]) & int.MaxValue);
            var chunk = file[at..end];
            var name = chunk.Slice(4, 4);
            if (name.SequenceEqual("IHDR"u8) || name.SequenceEqual("PLTE"u8) || name.SequenceEqual("tRNS"u8) || name.SequenceEqual("IDAT"u8) || name.SequenceEqual("IEND"u8))
            {
                kept.Write(chunk);
            }
            if (name.SequenceEqual("IEND"u8))
            {
                return kept.ToArray();
            }
            at = end;
        }
    }

    // RFC 9649. VP8X says which extras follow; of them stay transparency (0x10) and movement (0x02).
    private static byte[]? Webp(ReadOnlySpan<byte> file)
    {
        var kept = new MemoryStream(file.Length);
        kept.Write(file[..12]);
        var all = Math.Min(file.Length, 8L + BinaryPrimitives.ReadUInt32LittleEndian(file[4..]));
        for (long at = 12; at + 8 <= all;)
        {
            var start = (int)at;
            var name = file.Slice(start, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(start + 4)..]);
            at += 8 + length + (length & 1);
            var chunk = file[start..(int)Math.Min(at, int.MaxValue)];
            if (name.SequenceEqual("VP8X"u8))
            {
                Span<byte> header = chunk.ToArray();
                header[8] &= 0x12;
                kept.Write(header);
            }
            else if (name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8) || name.SequenceEqual("ALPH"u8) || name.SequenceEqual("ANIM"u8) || name.SequenceEqual("ANMF"u8))
            {
                kept.Write(chunk);
            }
        }
        var bytes = kept.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)bytes.Length - 8);
        return bytes;
    }
}
