using System.Buffers;
using System.IO.Compression;
using Broadside.Kit;
using Broadside.Media.Documents;

namespace Broadside.Media;

/// <summary>
/// Lets documents pass that only show pages, cleaned of what they tell about their makers. A PDF that runs scripts, starts programs, carries files inside, or hides its parts
/// by encryption is refused. Names are looked for in the open and inside compressed streams, with their escapes (<c>/J#53</c>) undone.
/// </summary>
internal static class PdfJudge
{
    // All streams of one document unpacked; a document of honest pages holds less of these names' kind than that.
    private const long MostUnpacked = 256L << 20;

    private static readonly (string Name, string What)[] Refused =
    [
        ("JavaScript", "runs scripts"),
        ("JS", "runs scripts"),
        ("Launch", "starts other programs"),
        ("EmbeddedFile", "carries other files inside"),
        ("EmbeddedFiles", "carries other files inside"),
        ("RichMedia", "carries programs inside"),
        ("XFA", "is a form with scripts"),
        ("ImportData", "loads data from elsewhere"),
        ("SubmitForm", "sends data elsewhere"),
        ("GoToE", "carries other files inside"),
        ("Encrypt", "is encrypted, so nobody can tell what it holds"),
    ];

    public static Outcome<CleanedFile> Judge(string path)
    {
        var file = File.ReadAllBytes(path);
        if (file.AsSpan(Math.Max(0, file.Length - 2048)).IndexOf("%%EOF"u8) < 0)
        {
            return new Refusal("media.damaged", "The PDF is cut short: its end is missing. Send it again from the original.", "file");
        }
        var budget = MostUnpacked;
        var found = Defence.IsOn("document-scripts") ? Danger(file) : null;
        foreach (var stream in Defence.IsOn("document-scripts") ? PdfStream.All(file).TakeWhile(_ => found is null) : [])
        {
            (found, budget) = InStream(file.AsMemory(stream.Start, stream.Length), budget);
        }
        if (found is not null)
        {
            return new Refusal("media.pdf", $"This PDF {found}. Print it to a new PDF file, and send that.", "file");
        }
        var cleaned = PdfClean.Run(file);
        if (!cleaned.IsDone)
        {
            return cleaned.Refusal;
        }
        File.WriteAllBytes(path, cleaned.Value);
        return new CleanedFile(MediaType.Pdf);
    }

    // 78: the first byte of zlib data. What cannot be unpacked is no list of objects that a viewer could read either.
    private static (string? Found, long Budget) InStream(ReadOnlyMemory<byte> stream, long budget)
    {
        if (stream.Length < 2 || (stream.Span[0] & 0x0F) != 8)
        {
            return (null, budget);
        }
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            using var unpacked = new ZLibStream(new MemoryStream(stream.ToArray()), CompressionMode.Decompress);
            // The last bytes are looked at twice, for a name that lies across two readings.
            for (int kept = 0, read; (read = unpacked.Read(buffer, kept, buffer.Length - kept)) > 0; kept = Tail(buffer, kept + read))
            {
                if ((budget -= read) < 0)
                {
                    return ("unpacks to more than a document should", budget);
                }
                if (Danger(buffer.AsSpan(0, kept + read)) is { } danger)
                {
                    return (danger, budget);
                }
            }
            return (null, budget);
        }
        catch (InvalidDataException)
        {
            return (null, budget);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Tail(byte[] buffer, int length)
    {
        var kept = Math.Min(length, 64);
        buffer.AsSpan(length - kept, kept).CopyTo(buffer);
        return kept;
    }

    private static string? Danger(ReadOnlySpan<byte> bytes)
    {
        Span<byte> name = stackalloc byte[16];
        for (var at = bytes.IndexOf((byte)'/'); at >= 0; at = bytes.IndexOf((byte)'/'))
        {
            bytes = bytes[(at + 1)..];
            var length = Name(bytes, name);
            foreach (var (refused, what) in Refused)
            {
                if (System.Text.Ascii.Equals(name[..length], refused))
                {
                    return what;
                }
            }
        }
        return null;
    }

    // ISO 32000-1 §7.3.5: a name runs to the next delimiter or white space; #xx is one byte.
    private static int Name(ReadOnlySpan<byte> from, Span<byte> name)
    {
        var length = 0;
        for (var at = 0; at < from.Length && length < name.Length && !" \t\r\n\f\0()<>[]{}/%"u8.Contains(from[at]); at++)
        {
            var escaped = from[at] == '#' && at + 2 < from.Length && char.IsAsciiHexDigit((char)from[at + 1]) && char.IsAsciiHexDigit((char)from[at + 2]);
            name[length++] = escaped ? (byte)((Hex(from[at + 1]) << 4) | Hex(from[at + 2])) : from[at];
            at += escaped ? 2 : 0;
        }
        return length;
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
