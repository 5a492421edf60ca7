using System.IO.Compression;
using System.Text;
using Broadside.Articles;
using Broadside.Import;
using Broadside.Tests.Import.WordPress;

namespace Broadside.Tests.Import.Pages;

/// <summary>Pages made to break an import, or broken by nobody's will.</summary>
public sealed class HostilePageTests
{
    private const int Many = 100_000;
    private const string Good = "<!doctype html><html><head><title>The ferry</title></head><body><article><h1>The ferry</h1><p>Eleven people waited on the landing stage for a boat that did not come that day.</p><p>The council will hear the firms on Friday, and the stage will be swept before.</p></article></body></html>";

    [Theory(Timeout = 120_000)]
    [InlineData("zip", "neither a web page nor plain text")]
    [InlineData("random", "neither a web page nor plain text")]
    [InlineData("zeros", "neither a web page nor plain text")]
    [InlineData("empty", "is empty")]
    [InlineData("blank", "is empty")]
    [InlineData("folder", "is a folder")]
    [InlineData("none", "There is no file")]
    [InlineData("export", "through `import wordpress`")]
    [InlineData("laughs", "is XML and no web page")]
    [InlineData("large", "a page has at most")]
    public async Task What_is_no_page_is_refused_with_a_sentence_and_nothing_is_left(string what, string says)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var outcome = await RunAsync(newsroom, Make(what, Path.Combine(newsroom.Folder, what)), TestContext.Current.CancellationToken);
        Assert.Contains(says, outcome.Refusal?.Message, StringComparison.Ordinal);
        Assert.Contains(what, outcome.Refusal!.Message, StringComparison.Ordinal);
        Assert.Empty(await newsroom.LeftAsync());
    }

    [Theory(Timeout = 120_000)]
    [InlineData("<div>")]
    [InlineData("<p><div>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<article><section>")]
    [InlineData("<a href='https://a.example/'><b>")]
    [InlineData("<!--")]
    [InlineData("<svg><title>")]
    [Trait("Suite", "slow")]
    public async Task Nesting_a_hundred_thousand_deep_neither_hangs_nor_loses_the_words(string piece)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var html = Good.Replace("</article>", string.Concat(Enumerable.Repeat(piece, Many)) + (piece == "<!--" ? "-->" : "") + "<p>The last words of the page, which stand at the very bottom of it all.</p></article>", StringComparison.Ordinal);

        var report = (await RunAsync(newsroom, Write(newsroom, html), TestContext.Current.CancellationToken)).Value!;

        Assert.Equal(1, report.Counts.Articles);
        var draft = await newsroom.DraftAsync("The ferry");
        Assert.Contains(draft.Blocks.SelectMany(ContentWalk.Texts), t => t.Text.StartsWith("Eleven people waited", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    [Trait("Suite", "slow")]
    public async Task A_paragraph_of_ten_megabytes_comes_through()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var giant = string.Concat(Enumerable.Repeat("ten chars ", 1_000_000)).TrimEnd();
        Assert.Equal(1, (await RunAsync(newsroom, Write(newsroom, Good.Replace("<p>The council", $"<p>{giant}</p><p>The council", StringComparison.Ordinal)), TestContext.Current.CancellationToken)).Value!.Counts.Articles);
        Assert.Contains((await newsroom.DraftAsync("The ferry")).Blocks.SelectMany(ContentWalk.Texts), t => t.Text == giant);
    }

    [Fact(Timeout = 120_000)]
    public async Task Cut_off_at_any_place_a_page_is_read_as_far_as_it_goes_or_refused()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var chance = new Random(50);
        var (read, refused) = (0, 0);
        for (var i = 0; i < 50; i++)
        {
            var outcome = await RunAsync(newsroom, Write(newsroom, Good[..chance.Next(Good.Length)]), TestContext.Current.CancellationToken, dryRun: true);
            Assert.True(outcome.IsDone || outcome.Refusal.Code is "no_article" or "empty", outcome.Refusal?.Message);
            (read, refused) = outcome.IsDone ? (read + 1, refused) : (read, refused + 1);
        }
        Assert.True(read > 10 && refused > 5, $"{read} read, {refused} refused");
    }

    [Fact]
    public async Task Encodings_are_told_apart_whatever_a_page_says_of_itself()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var windows = Encoding.GetEncoding(1252);
        byte[][] pages =
        [
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Titled("uno", "utf-16"))],
            [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Titled("dos", "utf-8"))],
            windows.GetBytes(Titled("tres", "windows-1252")),
            windows.GetBytes(Titled("cuatro", "utf-8")),
            Encoding.UTF8.GetBytes(Titled("cinco", "utf-8")),
            Encoding.UTF8.GetBytes(Titled("seis", "iso-8859-1").Replace("<meta charset=\"iso-8859-1\">", "", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(Titled("siete", "no-such-thing")),
        ];
        foreach (var bytes in pages)
        {
            var path = Path.Combine(newsroom.Folder, "page.html");
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            Assert.Equal(1, (await RunAsync(newsroom, path, TestContext.Current.CancellationToken)).Value!.Counts.Articles);
        }
        foreach (var name in (string[])["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete"])
        {
            Assert.Contains((await newsroom.DraftAsync($"Señal {name} – “sí”")).Blocks.SelectMany(ContentWalk.Texts), t => t.Text.Contains("Bogotá", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Control_characters_and_entities_of_a_pages_own_come_to_nothing()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var html = "<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Good[15..].Replace("waited", "wai\u0001ted\u0008 &x; &#0;&#x1b;", StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync(newsroom, Write(newsroom, html), TestContext.Current.CancellationToken)).Value!.Counts.Articles);
        var text = string.Concat((await newsroom.DraftAsync("The ferry")).Blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text));
        Assert.Contains("Eleven people waited &x; ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
    }

    private static string Titled(string name, string charset) => $"<!doctype html><html><head><meta charset=\"{charset}\"><title>Señal {name} – “sí”</title></head><body><article><h1>Señal {name} – “sí”</h1><p>Los vecinos de Bogotá esperan una respuesta de la alcaldía, que prometió una planta nueva.</p></article></body></html>";

    private static Task<Broadside.Kit.Outcome<ImportReport>> RunAsync(TestNewsroom newsroom, string path, CancellationToken cancel, bool dryRun = false) =>
        newsroom.Get<ImportPages>().RunAsync([path], new ImportOptions { DryRun = dryRun }, (_, _) => { }, cancel);

    private static string Write(TestNewsroom newsroom, string html)
    {
        var path = Path.Combine(newsroom.Folder, "page.html");
        File.WriteAllText(path, html);
        return path;
    }

    private static string Make(string what, string path)
    {
        var random = new byte[50_000];
        new Random(8).NextBytes(random);
        switch (what)
        {
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "none":
                break;
            case "export":
                File.Copy(Wxr.Everything, path);
                break;
            case "zip":
                using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
                {
                    archive.CreateEntryFromFile(Wxr.Everything, "everything.xml");
                }
                break;
            case "large":
                using (var file = File.Create(path))
                {
                    file.SetLength(100_000_000);
                }
                break;
            default:
                File.WriteAllBytes(path, what switch
                {
                    "random" => random,
                    "zeros" => new byte[50_000],
                    "blank" => "  \n \n"u8.ToArray(),
                    "laughs" => Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a0 \"lol\">{string.Concat(Enumerable.Range(1, 30).Select(i => $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">"))}]><a>&a30;</a>"),
                    _ => [],
                });
                break;
        }
        return path;
    }
}
