using System.IO.Compression;
using System.Text;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Import;
using Broadside.Import.WordPress;

namespace Broadside.Tests.Import.WordPress;

/// <summary>Files made to break an import, or broken by nobody's will: each gets a clear line, nothing is lost, nothing hangs.</summary>
public sealed class HostileExportTests
{
    private const int Many = 100_000;

    public static TheoryData<string, string> Refused => new()
    {
        { "laughs", "line 2: it declares a document type (DOCTYPE)" },
        { "external", "line 2: it declares a document type (DOCTYPE)" },
        { "zip", "it is a packed archive. Unpack it" },
        { "gzip", "it is a packed archive. Unpack it" },
        { "random", "line 1" },
        { "zeros", "line 1: it is no text" },
        { "empty", "line 1: the file is empty" },
        { "blank", "line 1: the file is empty" },
        { "folder", "is a folder. Name the export files in it" },
        { "none", "There is no file" },
        { "json", "line 1: it is JSON" },
        { "page", "line 1: it is a web page" },
        { "half", "ends inside its first item, which begins on line 5" },
    };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_export_is_refused_with_a_sentence_and_nothing_is_left(string what, string says)
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        var before = await newsroom.LeftAsync();
        var good = Wxr.File(folder, Wxr.Post(1, "One."));

        // In company of a good one, which is not half imported either.
        var outcome = await newsroom.TryImportAsync([good, Make(what, folder.At(what))]);

        Assert.Contains(says, outcome.Refusal?.Message, StringComparison.Ordinal);
        Assert.Contains(what, outcome.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(before, await newsroom.LeftAsync());
        Assert.Empty(await newsroom.Get<ImportRuns>().ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 120_000)]
    [Trait("Suite", "slow")]
    public async Task Cut_off_at_any_place_a_file_brings_its_whole_items_or_is_refused_and_says_so()
    {
        using var folder = new TempFolder();
        var whole = await File.ReadAllBytesAsync(Wxr.Everything, TestContext.Current.CancellationToken);
        await using var newsroom = await TestNewsroom.OpenAsync();
        var all = (await newsroom.ImportAsync(Wxr.Everything)).Counts;
        await UndoAsync(newsroom);
        var chance = new Random(50);
        var brought = new HashSet<int>();
        for (var i = 0; i < 50; i++)
        {
            var cut = chance.Next(whole.Length - 10);
            var outcome = await newsroom.TryImportAsync([Wxr.Raw(folder, whole[..cut], $"cut-{cut}.xml")]);
            if (outcome.Value is not { } report)
            {
                Assert.Contains("line", outcome.Refusal!.Message, StringComparison.Ordinal);
                Assert.Empty(await newsroom.LeftAsync());
                continue;
            }
            Assert.True(report.Warnings.Any(w => w.Code == "truncated"), $"cut at {cut}: nothing says so");
            // Whole items alone: as many as begin and end before the cut.
            var text = Encoding.UTF8.GetString(whole, 0, cut);
            Assert.True(report.Counts.Articles + report.Counts.Pages <= text.Split("</item>").Length - 1, $"cut at {cut}: {report.Counts}");
            brought.Add(report.Counts.Articles);
            await UndoAsync(newsroom);
        }
        Assert.True(brought.Count > 3 && brought.Max() <= all.Articles, string.Join(' ', brought));
    }

    [Fact(Timeout = 120_000)]
    [Trait("Suite", "slow")]
    public async Task Nesting_a_hundred_thousand_deep_costs_nothing_but_itself()
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        string Times(string text) => string.Concat(Enumerable.Repeat(text, Many));
        var head = Wxr.Head.Insert(Wxr.Head.IndexOf("<wp:wxr_version>", StringComparison.Ordinal), Times("<deep>") + Times("</deep>"));
        string[] items =
        [
            Wxr.Post(1, Times("<!-- wp:group -->") + "<p>inside</p>"),
            Wxr.Post(2, Times("<!-- wp:group --><div>") + "<p>inside</p>" + Times("</div><!-- /wp:group -->")),
            Wxr.Post(3, "<!-- wp:group {\"a\":" + Times("[") + Times("]") + "} --><p>inside</p><!-- /wp:group -->"),
            Wxr.Post(4, "inside").Replace("<wp:post_id>", Times("<deep>") + Times("</deep>") + "<wp:post_id>", StringComparison.Ordinal),
            Wxr.Post(5, "inside").Replace("</item>", $"<wp:postmeta><wp:meta_key>enclosure</wp:meta_key><wp:meta_value>https://a.example/x.mp3\n1\naudio/mpeg\n{Times("a:1:{i:0;")}</wp:meta_value></wp:postmeta></item>", StringComparison.Ordinal),
            Wxr.Post(6, Times("[gallery ") + Times("[one_half]") + "inside"),
            Wxr.Post(7, Times("<ul><li>") + "inside"),
            Wxr.Post(8, Times("<blockquote>") + "inside"),
        ];

        var outcome = await newsroom.TryImportAsync([Wxr.Raw(folder, Encoding.UTF8.GetBytes(head + string.Concat(items) + Wxr.End))], cancel: TestContext.Current.CancellationToken);
        var report = outcome.Value!;

        Assert.Equal(items.Length, report.Counts.Articles);
        for (var id = 1; id <= items.Length; id++)
        {
            Assert.Contains((await newsroom.LiveAsync($"/{id}/")).Blocks.SelectMany(ContentWalk.Texts), t => t.Text.EndsWith("inside", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_file_that_goes_away_during_the_import_is_named_and_the_others_come_over()
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        var first = Wxr.Raw(folder, Encoding.UTF8.GetBytes(Wxr.Head + Wxr.Post(1, "One.") + Wxr.End), "first.xml");
        var second = Wxr.Raw(folder, Encoding.UTF8.GetBytes(Wxr.Head + Wxr.Post(2, "Two.") + Wxr.End), "second.xml");
        var third = Wxr.Raw(folder, Encoding.UTF8.GetBytes(Wxr.Head + Wxr.Post(3, "Three.") + Wxr.End), "third.xml");

        var outcome = await newsroom.Get<ImportWordPress>().RunAsync([first, second, third], new ImportOptions(), (_, what) => TakeAway(what), TestContext.Current.CancellationToken);

        Assert.Equal(2, outcome.Value!.Counts.Articles);
        Assert.Equal("second.xml", Assert.Single(outcome.Value.Warnings, w => w.Code == "vanished").Item);
        Assert.Equal("Three.", Assert.IsType<Paragraph>((await newsroom.LiveAsync("/3/")).Blocks[0]).Text);

        void TakeAway(string what)
        {
            if (what == "Bringing articles over")
            {
                File.Delete(second);
            }
        }
    }

    [Theory]
    [InlineData("https://old.example/wp-content/uploads/a%00.jpg", null)]
    [InlineData("https://old.example/wp-content/uploads/a.jpg", "a\0.jpg")]
    [InlineData("https://old.example/wp-content/uploads/..%5c..%5csecret.jpg", null)]
    [InlineData("https://old.example/wp-content/uploads/C:/secret.jpg", "C:\\secret.jpg")]
    [InlineData("https://old.example/wp-content/uploads/.%2e/secret.jpg", "..\\secret.jpg")]
    [InlineData("https://old.example/wp-content/uploads/", "")]
    [InlineData("https://old.example/wp-content/uploads/sub", "sub")]
    [InlineData("https://old.example/wp-content/uploads/\ud800.jpg", "\ud800.jpg")]
    public void Names_made_to_lead_elsewhere_lead_nowhere(string address, string? file)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("secret.jpg"), "secret");
        Directory.CreateDirectory(folder.At("uploads", "sub"));
        var uploads = new UploadFolder(folder.At("uploads"));

        Assert.Null(uploads.Find(address, file));
        Assert.Null(uploads.Find("https://old.example/wp-content/uploads/" + new string('x', 300) + ".jpg", null));
        Assert.Null(uploads.Find("https://old.example/wp-content/uploads/" + string.Concat(Enumerable.Repeat("x/", 5000)) + "a.jpg", new string('y', 100_000)));
    }

    [Fact]
    public void Odd_but_honest_names_are_found_however_their_accents_are_spelled()
    {
        using var folder = new TempFolder();
        var (composed, apart) = ("señal.jpg".Normalize(NormalizationForm.FormC), "canción.jpg".Normalize(NormalizationForm.FormD));
        string[] names = [composed, apart, "con.jpg", "aux", "a b (1).jpg", "100%25.jpg", "ends.with.dots..jpg", "-rf.jpg", new string('n', 200) + ".jpg", "ta\tb.jpg"];
        Directory.CreateDirectory(folder.At("uploads"));
        Array.ForEach(names, n => File.WriteAllText(folder.At("uploads", n), n));
        var uploads = new UploadFolder(folder.At("uploads"));
        string? Read(string name) => uploads.Find("https://old.example/wp-content/uploads/" + Uri.EscapeDataString(name), null) is { } path ? File.ReadAllText(path) : null;

        Assert.Equal(names, names.Select(Read));
        Assert.Equal(composed, Read(composed.Normalize(NormalizationForm.FormD)));
        Assert.Equal(apart, Read(apart.Normalize(NormalizationForm.FormC)));
        // Of twins each is itself.
        File.WriteAllText(folder.At("uploads", composed.Normalize(NormalizationForm.FormD)), "the twin");
        Assert.Equal((composed, "the twin"), (Read(composed), Read(composed.Normalize(NormalizationForm.FormD))));
    }

    private static string Make(string what, string path)
    {
        var head = Wxr.Head.Split('\n', 2);
        var random = new byte[50_000];
        new Random(8).NextBytes(random);
        switch (what)
        {
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "none":
                break;
            case "zip":
                using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
                {
                    archive.CreateEntryFromFile(Wxr.Everything, "everything.xml");
                }
                break;
            default:
                File.WriteAllBytes(path, what switch
                {
                    "laughs" => Encoding.UTF8.GetBytes($"{head[0]}\n<!DOCTYPE rss [<!ENTITY a0 \"lol\">{string.Concat(Enumerable.Range(1, 30).Select(i => $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};&a{i - 1};\">"))}]>\n{head[1].Replace("Old", "&a30;", StringComparison.Ordinal)}{Wxr.End}"),
                    "external" => Encoding.UTF8.GetBytes($"{head[0]}\n<!DOCTYPE rss SYSTEM \"http://127.0.0.1:1/x.dtd\" [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n{head[1].Replace("Old", "&x;", StringComparison.Ordinal)}{Wxr.End}"),
                    "gzip" => [0x1F, 0x8B, .. random],
                    "random" => random,
                    "zeros" => new byte[50_000],
                    "blank" => "  \n \n"u8.ToArray(),
                    "json" => "{\"db\":[]}"u8.ToArray(),
                    "page" => "<!DOCTYPE html>\n<html><body>Hello</body></html>"u8.ToArray(),
                    "half" => Encoding.UTF8.GetBytes((Wxr.Head + Wxr.Post(1, "One."))[..^60]),
                    _ => [],
                });
                break;
        }
        return path;
    }

    private static async Task UndoAsync(TestNewsroom newsroom)
    {
        foreach (var run in (await newsroom.Get<ImportRuns>().ListAsync(TestContext.Current.CancellationToken)).Where(r => r.State != ImportRunState.Undone))
        {
            await newsroom.Get<UndoImport>().RunAsync(run.Id, Broadside.Guard.Actor.Operator, _ => { }, TestContext.Current.CancellationToken);
        }
        Assert.Empty(await newsroom.LeftAsync());
    }
}
