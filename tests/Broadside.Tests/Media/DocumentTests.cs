using System.IO.Compression;
using System.Text;

namespace Broadside.Tests.Media;

public sealed class DocumentTests
{
    private const string Who = "Kim Reporter";
    private const string Where = @"C:\Users\kim\casa-verde.docx";

    /// <summary>Ways in which documents tell of their makers. Each holds the page's own words too.</summary>
    public static TheoryData<string, byte[]> Telling => new()
    {
        { "properties", Pdf($"1 0 obj << /Title ({Where}) /Author ({Who} \\(the elder\\)) /Producer (A \\\\ B) /CreationDate (D:20260101) >> endobj", "/Info 1 0 R") },
        { "properties in hexadecimal", Pdf($"1 0 obj << /Author <{Convert.ToHexString(Encoding.ASCII.GetBytes(Who))}> /Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(Where))}> >> endobj", "/Info 1 0 R") },
        { "properties behind a reference", Pdf($"1 0 obj << /Author 2 0 R >> endobj 2 0 obj ({Who}) endobj", "/Info 1 0 R") },
        { "an old revision's properties", Pdf($"1 0 obj << /Author ({Who}) >> endobj 3 0 obj << /Author (x) >> endobj", "/Info 3 0 R") },
        { "escaped names", Pdf($"1 0 obj << /Auth#6fr ({Who}) >> endobj", "/Info 9 0 R") },
        { "properties in a packed object stream", Pdf(ObjectStream(7, $"<< /Title ({Where}) /Author ({Who}) /Creator (A program with a long name) /ModDate (D:20260101120000+01'00') >>"), "/Info 7 0 R") },
        { "an XMP record", Pdf(Stream($"/Type /Metadata /Subtype /XML", Encoding.UTF8.GetBytes($"<x:xmpmeta><dc:creator>{Who}</dc:creator><path>{Where}</path></x:xmpmeta>" + new string(' ', 200))), "") },
        { "a packed XMP record", Pdf(Stream("/Subtype /XML /Type /Metadata /Filter /FlateDecode", Packed(Encoding.UTF8.GetBytes($"<x:xmpmeta><dc:creator>{Who}</dc:creator><path>{Where}</path>{string.Concat(Enumerable.Range(0, 90).Select(i => $"<n{i * 7919}/>"))}</x:xmpmeta>"))), "") },
        { "a photo's EXIF", Pdf(Stream("/Type /XObject /Subtype /Image /Filter /DCTDecode", Fixtures.Jpeg(60, 40, Fixtures.Exif(artist: Who), Encoding.ASCII.GetBytes(Where))), "") },
        { "a figure's path", Pdf($"1 0 obj << /Type /XObject /PTEX.FileName ({Where}) >> endobj", "") },
    };

    [Theory]
    [MemberData(nameof(Telling))]
    [Trait("Defence", "document-words")]
    public async Task A_document_forgets_who_made_it_with_what_and_where_and_keeps_its_pages(string what, byte[] sent)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        Assert.True(Tells(sent), what);

        var kept = newsroom.Kept(await newsroom.AddedAsync(sent, "report.pdf"));

        Assert.False(Tells(kept), Encoding.Latin1.GetString(kept));
        Assert.False(kept.Holds("GPSLatitude") || kept.Holds("SecretCam"));
        Assert.Equal(sent.Length, kept.Length);
        Assert.True(kept.Holds("(The words of the page) Tj"));
        // Nothing has moved: every object stands where the table of positions says.
        foreach (var sign in new[] { " obj", "endobj", "endstream", "trailer", "%%EOF" })
        {
            Assert.Equal(Places(sent, sign), Places(kept, sign));
        }
    }

    [Fact]
    public async Task Bookmarks_and_words_on_pages_stay()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var sent = Pdf("1 0 obj << /Author (x) >> endobj 4 0 obj << /Title (Chapter one) /Parent 5 0 R >> endobj", "/Info 1 0 R");

        var kept = newsroom.Kept(await newsroom.AddedAsync(sent, "report.pdf"));

        Assert.True(kept.Holds("/Title (Chapter one)"));
    }

    [Fact]
    public async Task A_document_that_is_signed_is_kept_as_it_is()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var sent = Pdf($"1 0 obj << /Author ({Who}) >> endobj 6 0 obj << /Type /Sig /ByteRange [0 10 20 30] /Contents <00> >> endobj", "/Info 1 0 R");

        Assert.Equal(sent, newsroom.Kept(await newsroom.AddedAsync(sent, "ruling.pdf")));
    }

    [Fact]
    public async Task The_same_document_sent_twice_is_one_file_and_a_cleaned_one_stays_as_it_is()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var sent = (byte[])Telling.First().Data.Item2;
        var first = await newsroom.AddedAsync(sent, "a.pdf");

        Assert.Equal(first.Sha256, (await newsroom.AddedAsync(sent, "b.pdf")).Sha256);
        Assert.Equal(first.Sha256, (await newsroom.AddedAsync(newsroom.Kept(first), "c.pdf")).Sha256);
    }

    private static bool Tells(byte[] file)
    {
        var unpacked = new StringBuilder(Encoding.Latin1.GetString(file));
        foreach (var at in Places(file, "stream\n").Where(p => !file.AsSpan(0, p).EndsWith("end"u8)))
        {
            unpacked.Append(Unpacked(file[(at + 7)..]));
        }
        var text = unpacked.ToString();
        string[] forms = [Who, Where, Convert.ToHexString(Encoding.ASCII.GetBytes(Who)), Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(Where))];
        return forms.Any(f => text.Contains(f, StringComparison.Ordinal));
    }

    private static string Unpacked(byte[] data)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
            using var reader = new StreamReader(zlib, Encoding.Latin1);
            return reader.ReadToEnd();
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }

    private static IReadOnlyList<int> Places(byte[] file, string word)
    {
        var (places, from) = (new List<int>(), 0);
        while (file.AsSpan(from).IndexOf(Encoding.Latin1.GetBytes(word)) is >= 0 and var at)
        {
            places.Add(from + at);
            from += at + word.Length;
        }
        return places;
    }

    private static byte[] Pdf(string objects, string trailer) => Encoding.Latin1.GetBytes(
        $"%PDF-1.7\n{objects}\n8 0 obj << /Length 40 >>\nstream\nBT (The words of the page) Tj ET\nendstream endobj\ntrailer << /Root 5 0 R {trailer} >>\n%%EOF\n");

    private static byte[] Pdf(byte[] stream, string trailer)
    {
        var whole = Pdf("@", trailer);
        var at = whole.AsSpan().IndexOf((byte)'@');
        return [.. whole[..at], .. stream, .. whole[(at + 1)..]];
    }

    private static byte[] Stream(string dictionary, byte[] data) =>
        [.. Encoding.Latin1.GetBytes($"2 0 obj << {dictionary} /Length {data.Length} >>\nstream\n"), .. data, .. "\nendstream endobj"u8];

    private static byte[] ObjectStream(int number, string content)
    {
        var head = $"6 0 {number} 12 ";
        return Stream($"/Type /ObjStm /N 2 /First {head.Length} /Filter /FlateDecode", Packed(Encoding.Latin1.GetBytes($"{head}<< /A 1 >> {content}")));
    }

    private static byte[] Packed(byte[] content)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            zlib.Write(content);
        }
        return packed.ToArray();
    }
}
