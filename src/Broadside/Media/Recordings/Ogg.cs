using System.Buffers.Binary;

namespace Broadside.Media.Recordings;

/// <summary>
/// Ogg (RFC 3533) with Opus (RFC 7845) or Vorbis. The second packet of a stream holds its comments (programs, names, places,
/// pictures): it is blanked where it stands and the pages' checksums are put right, so that nothing else moves. The title is read
/// first. A file that holds any other kind of stream is not taken: nobody knows what that one tells.
/// </summary>
internal sealed class Ogg(FileStream file)
{
    private const int LongestComments = 16 << 20;

    private readonly Dictionary<uint, Logical> streams = [];
    private Logical? first;
    private string? title;

    public static CleanedFile? Clean(FileStream file) => new Ogg(file).Run();

    private CleanedFile? Run()
    {
        for (long at = 0; at < file.Length;)
        {
            if (Read(at) is not { } page || !Take(page))
            {
                return null;
            }
            at += page.Length;
        }
        return first is { HasComments: true, LastSample: { } last }
            ? new CleanedFile(MediaType.Ogg) { Seconds = FilePart.Seconds((last - first.Skipped) / (double)first.Rate), Words = new FileWords { Title = title } }
            : null;
    }

    // After the last page of a file that was cut short there may be less than a page: then its samples do not count.
    private Page? Read(long at)
    {
        var head = file.Bytes(at, (int)Math.Min(27 + 255, file.Length - at));
        if (head.Length < 27 || !head.AsSpan(0, 4).SequenceEqual("OggS"u8) || head.Length < 27 + head[26])
        {
            return null;
        }
        var laces = head[27..(27 + head[26])];
        var length = 27 + laces.Length + laces.Sum(l => l);
        return new Page(at, head, laces, length);
    }

    private bool Take(Page page)
    {
        if (page.IsFirst)
        {
            if (Logical.Of(file.Bytes(page.Data, (int)Math.Min(page.DataLength, file.Length - page.Data))) is not { } begun)
            {
                return false;
            }
            streams[page.Serial] = begun;
            first ??= begun;
            return true;
        }
        if (!streams.TryGetValue(page.Serial, out var stream))
        {
            return false;
        }
        if (page.At + page.Length <= file.Length && page.Sample > 0)
        {
            stream.LastSample = page.Sample;
        }
        return stream.HasComments || TakeComments(stream, page);
    }

    // A packet ends with a lace below 255, and goes on in the next page otherwise.
    private bool TakeComments(Logical stream, Page page)
    {
        var length = 0;
        var ends = false;
        foreach (var lace in page.Laces)
        {
            length += lace;
            if (ends = lace < 255)
            {
                break;
            }
        }
        stream.Comments.Add((page.Data, length));
        stream.Pages.Add(page);
        if (stream.Comments.Sum(c => c.Length) > LongestComments)
        {
            return false;
        }
        stream.HasComments = ends;
        return !ends || Blank(stream);
    }

    private bool Blank(Logical stream)
    {
        var packet = stream.Comments.SelectMany(c => file.Bytes(c.At, c.Length)).ToArray();
        if (!packet.AsSpan().StartsWith(stream.Mark))
        {
            return false;
        }
        title ??= OggComments.Title(packet.AsSpan(stream.Mark.Length));
        if (!Kit.Defence.IsOn("recording-words"))
        {
            return true;
        }
        // No maker, no comments; for Vorbis the bit that ends them. What follows is padding.
        var blank = new byte[packet.Length];
        stream.Mark.CopyTo(blank, 0);
        if (stream.IsVorbis && packet.Length > stream.Mark.Length + 8)
        {
            blank[stream.Mark.Length + 8] = 1;
        }
        var done = 0;
        foreach (var (at, length) in stream.Comments)
        {
            file.Put(at, blank.AsSpan(done, length));
            done += length;
        }
        foreach (var page in stream.Pages)
        {
            PutRight(page);
        }
        return true;
    }

    private void PutRight(Page page)
    {
        var bytes = file.Bytes(page.At, page.Length);
        bytes.AsSpan(22, 4).Clear();
        Span<byte> sum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(sum, OggComments.Checksum(bytes));
        file.Put(page.At + 22, sum);
    }

    private sealed record Page(long At, byte[] Head, byte[] Laces, int Length)
    {
        public bool IsFirst => (Head[5] & 2) != 0;

        public long Sample => BinaryPrimitives.ReadInt64LittleEndian(Head.AsSpan(6));

        public uint Serial => BinaryPrimitives.ReadUInt32LittleEndian(Head.AsSpan(14));

        public long Data => At + 27 + Laces.Length;

        public int DataLength => Length - 27 - Laces.Length;
    }

    private sealed class Logical
    {
        public required byte[] Mark { get; init; }

        public required bool IsVorbis { get; init; }

        public required uint Rate { get; init; }

        public required int Skipped { get; init; }

        public long? LastSample { get; set; }

        public bool HasComments { get; set; }

        public List<(long At, int Length)> Comments { get; } = [];

        public List<Page> Pages { get; } = [];

        public static Logical? Of(ReadOnlySpan<byte> head) => head switch
        {
            _ when head.StartsWith("OpusHead"u8) && head.Length >= 12 => new Logical { Mark = "OpusTags"u8.ToArray(), IsVorbis = false, Rate = 48_000, Skipped = BinaryPrimitives.ReadUInt16LittleEndian(head[10..]) },
            _ when head.StartsWith("\u0001vorbis"u8) && head.Length >= 16 && BinaryPrimitives.ReadUInt32LittleEndian(head[12..]) is > 0 and var rate => new Logical { Mark = "\u0003vorbis"u8.ToArray(), IsVorbis = true, Rate = rate, Skipped = 0 },
            _ => null,
        };
    }
}
