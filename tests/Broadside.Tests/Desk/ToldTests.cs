using System.Text;
using Broadside.Import;
using Broadside.Media;
using Broadside.Staff;
using Broadside.Tests.House;
using Broadside.Tests.Import.WordPress;
using Broadside.Tests.Media;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;

namespace Broadside.Tests.Desk;

/// <summary>What the program says in English in reports and refusals is said in Spanish too.</summary>
public sealed class ToldTests
{
    private const string Start = "told.";

    // Shorter pieces between two values stand anywhere.
    private const int Telling = 12;

    private static readonly Words Spanish = new DeskVocabulary().For("es");

    [Theory]
    [InlineData("It lay in the bin; it is a draft here.", "Estaba en la papelera; aquí es un borrador.")]
    [InlineData("Its featured image (attachment 12) is not in this export.", "Su imagen destacada (adjunto 12) no está en esta exportación.")]
    [InlineData("This PDF carries programs inside. Print it to a new PDF file, and send that.", "Este PDF lleva programas dentro. Imprímelo en un PDF nuevo y envía ese.")]
    [InlineData("A script was left out. “alert(1)”", "Un programa se dejó fuera. “alert(1)”")]
    [InlineData("3 links in 2 items, first in 2019; hidden elements link to it.", "3 enlaces en 2 elementos, el primero en 2019; hay elementos ocultos que enlazan a él.")]
    [InlineData("1 link in 1 item.", "1 enlace en 1 elemento.")]
    [InlineData("Nobody knows this sentence {name}.", "Nobody knows this sentence {name}.")]
    [InlineData("", "")]
    public void A_sentence_is_told_with_what_was_put_into_it(string english, string spanish) => Assert.Equal(spanish, Spanish.Told(english));

    [Fact]
    public async Task Every_line_of_an_import_is_told_and_every_heading()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var report = await newsroom.ImportAsync(Wxr.Everything);
        var lines = report.Warnings.Select(w => w.Message).Concat(report.Hygiene.Select(h => h.Reason)).Concat(report.Warnings.Select(w => ReportHeadings.Of(w.Code))).Concat(report.Hygiene.Select(h => ReportHeadings.Of(h.Code))).Distinct().ToList();

        Assert.True(lines.Count > 20, $"only {lines.Count} lines");
        var left = lines.Where(l => Spanish.Told(l) == l).ToList();
        Assert.True(left.Count == 0, string.Join('\n', left));
    }

    [Fact]
    public async Task Refused_files_are_refused_in_the_language_of_who_sent_them()
    {
        await using var desk = await TestDesk.StartAsync(settings: ("Media:LargestPicture", "20000"));
        using var writer = await desk.SignedInAsync(Role.Writer);
        await writer.SubmitAsync("/desk/account", "/desk/account", ("Name", "Ana"), ("Language", "es"), ("Scheme", "Dark"));
        (string Name, byte[] File)[] files =
        [
            ("page.jpg", Bytes("<!doctype html><p>x")), ("drawing.svg", Bytes("<svg onload=alert(1)>")), ("old.bmp", Bytes("BM123456789012345")), ("raw.tif", Bytes("II*\0123456789012345")),
            ("text.txt", Bytes("Only words, nothing else.")), ("pack.zip", Bytes("PK\u0003\u0004123456789012345")), ("phone.heic", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8]),
            ("large.jpg", Fixtures.Jpeg(64, 48, comment: new byte[30_000])), ("cut.jpg", Fixtures.Jpeg()[..900]), ("bomb.png", Fixtures.PngBomb(60_000, 60_000)), ("cut.pdf", Bytes("%PDF-1.7 and no more")), ("empty.jpg", []),
            ("scripts.pdf", Bytes("%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\ntrailer<<>>\n%%EOF")),
        ];

        var answer = await writer.SendFilesAsync("/desk/media/add", files);

        var said = answer.Document.QuerySelectorAll(".rows .error").Select(e => e.TextContent.Trim()).ToList();
        Assert.Equal(files.Length, said.Count);
        var known = Spanish.Keys.Where(k => k.StartsWith(Start, StringComparison.Ordinal)).Select(k => Spanish.Text(k).Split('{')[0]).Where(t => t.Length > 8).ToList();
        Assert.All(said, s => Assert.True(known.Exists(k => s.StartsWith(k, StringComparison.Ordinal)), s));
    }

    [Fact]
    public void No_sentence_is_told_that_the_program_does_not_say()
    {
        var source = string.Concat(SourceFiles.With(".cs").Select(File.ReadAllText));

        var stray = Spanish.Keys.Where(k => k.StartsWith(Start, StringComparison.Ordinal)).Select(k => k[Start.Length..])
            .Where(k => k.Split('{', '}').Where((part, i) => i % 2 == 0 && part.Length >= Telling).Any(part => !source.Contains(part, StringComparison.Ordinal)));

        Assert.Empty(stray);
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
