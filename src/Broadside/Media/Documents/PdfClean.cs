using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Broadside.Kit;

namespace Broadside.Media.Documents;

/// <summary>
/// Takes out of a PDF what it tells about who made it, with what and where: the properties (author, programs, titles, paths,
/// dates), in the open or packed into object streams; the XMP record; places and names inside its photos. Everything is blanked
/// where it stands, so that pages and tables of positions stay as they are. Old revisions inside the file are blanked too.
/// </summary>
internal sealed partial class PdfClean
{
    private static readonly byte[] EmptyRecord = Encoding.ASCII.GetBytes("<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/><?xpacket end=\"w\"?>");

    private readonly byte[] file;
    private readonly List<PdfStream> streams;
    private readonly HashSet<int> properties = [];

    private PdfClean(byte[] file)
    {
        this.file = file;
        streams = [.. PdfStream.All(file)];
    }

    /// <returns>The same array, cleaned. A document with a signature of its own is left alone, for a change would break it. Refused where something that tells is packed so tightly that it cannot be blanked.</returns>
    public static Outcome<byte[]> Run(byte[] file)
    {
        var clean = new PdfClean(file);
        return !Defence.IsOn("document-words") || clean.IsSigned() ? file : clean.Blank();
    }

    private bool IsSigned() => Open().Any(p => Signature().IsMatch(TextOf(p)));

    private Outcome<byte[]> Blank()
    {
        Find();
        foreach (var part in Open())
        {
            BlankOpen(part);
        }
        return streams.TrueForAll(BlankPacked)
            ? file
            : new Refusal("media.pdf", "The properties of this PDF (author, programs, paths) are packed so that they cannot be taken out. Print it to a new PDF file, and send that.", "file");
    }

    // Numbers of the objects that hold properties: those that a trailer names, and the strings that these point to.
    private void Find()
    {
        var texts = Open().Select(TextOf).ToList();
        properties.UnionWith(texts.SelectMany(t => Numbers(Info(), t)));
        properties.UnionWith(texts.SelectMany(t => Numbers(Pointed(), t)));
        foreach (Match match in texts.SelectMany(t => Object().Matches(t)).Where(m => properties.Contains(NumberOf(m))).ToList())
        {
            properties.UnionWith(Numbers(Reference(), match.Value));
        }
        foreach (var stream in streams.Where(s => s.IsOf("ObjStm")))
        {
            var objects = PdfStream.Unpack(file.AsSpan(stream.Start, stream.Length)) ?? [];
            var text = Encoding.Latin1.GetString(objects);
            properties.UnionWith(Numbers(Pointed(), text));
            properties.UnionWith(PdfText.Listed(objects, stream.Number("/First")).Where(o => properties.Contains(o.Number)).ToList().SelectMany(o => Numbers(Reference(), text[o.Start..o.End])));
        }
    }

    // What stands between streams: objects, one after the other.
    private IEnumerable<(int From, int To)> Open()
    {
        var at = 0;
        foreach (var stream in streams)
        {
            yield return (at, stream.Start);
            at = stream.End;
        }
        yield return (at, file.Length);
    }

    private void BlankOpen((int From, int To) part)
    {
        foreach (Match match in Object().Matches(TextOf(part)))
        {
            if (properties.Contains(NumberOf(match)))
            {
                PdfText.BlankStrings(file.AsSpan(part.From + match.Index, match.Length));
            }
        }
        PdfText.BlankProperties(file.AsSpan(part.From, part.To - part.From));
    }

    private bool BlankPacked(PdfStream stream)
    {
        var data = file.AsSpan(stream.Start, stream.Length);
        if (stream.IsOf("Metadata") || stream.IsOf("XML"))
        {
            return Put(data, EmptyRecord, stream.IsPacked);
        }
        if (stream.IsOf("ObjStm"))
        {
            return BlankObjects(stream, data);
        }
        if (data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            PdfPhoto.Blank(data);
        }
        return true;
    }

    private bool BlankObjects(PdfStream stream, Span<byte> data)
    {
        var objects = stream.IsPacked ? PdfStream.Unpack(data) : data.ToArray();
        if (objects is null)
        {
            return true;
        }
        var before = objects.ToArray();
        foreach (var (number, start, end) in PdfText.Listed(objects, stream.Number("/First")))
        {
            if (properties.Contains(number))
            {
                PdfText.BlankStrings(objects.AsSpan(start, end - start));
            }
        }
        PdfText.BlankProperties(objects);
        return objects.AsSpan().SequenceEqual(before) || Put(data, objects, stream.IsPacked);
    }

    // Shorter than what stood there: what is left over follows the end of the packed data, where no reader looks.
    private static bool Put(Span<byte> into, byte[] content, bool isPacked)
    {
        if (!isPacked)
        {
            into.Fill((byte)' ');
            content.AsSpan(0, content.Length <= into.Length ? content.Length : 0).CopyTo(into);
            return true;
        }
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(content);
        }
        if (packed.Length > into.Length)
        {
            return false;
        }
        into.Clear();
        packed.ToArray().CopyTo(into);
        return true;
    }

    private string TextOf((int From, int To) part) => Encoding.Latin1.GetString(file, part.From, part.To - part.From);

    private static IEnumerable<int> Numbers(Regex pattern, string text) => pattern.Matches(text).Select(NumberOf);

    private static int NumberOf(Match match) => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/Info\s+(\d{1,9})\s+\d{1,5}\s+R\b")]
    private static partial Regex Info();

    [GeneratedRegex(@"/(?:Author|Creator|Producer|Company)\s+(\d{1,9})\s+\d{1,5}\s+R\b")]
    private static partial Regex Pointed();

    [GeneratedRegex(@"\b(\d{1,9})\s+\d{1,5}\s+R\b")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b(\d{1,9})\s+\d{1,5}\s+obj\b.*?(?:\bendobj\b|\z)", RegexOptions.Singleline)]
    private static partial Regex Object();

    [GeneratedRegex(@"/ByteRange\s*\[")]
    private static partial Regex Signature();
}
