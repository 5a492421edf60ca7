using System.Globalization;
using System.Text;
using Broadside.Guard;
using Broadside.Import;
using Broadside.Tests.Media;
using CsCheck;

namespace Broadside.Tests.Import.WordPress;

/// <summary>What holds for every export, whatever is in it.</summary>
[Trait("Suite", "slow")]
public sealed class ImportPropertyTests
{
    private static readonly string[] Types = ["post", "post", "post", "post", "page", "page", "attachment", "attachment", "nav_menu_item", "wp_block", "event", "revision", ""];
    private static readonly string[] Statuses = ["publish", "publish", "publish", "draft", "future", "private", "pending", "trash", "odd", ""];
    private static readonly string[] Bodies = ["Text.", "A [gallery] here", "<p onclick='x()'>a</p>", "[shortcode]kept[/shortcode]", "<!-- wp:paragraph --><p>block</p><!-- /wp:paragraph -->", "<div style='display:none'><a href='https://spam.example/'>s</a></div>ok", "", "<script>x</script>", "]]]]><![CDATA[>", "<ul><li>1</ul>", "https://www.youtube.com/watch?v=abcdefghijk"];
    private static readonly string[] Titles = ["A title", "Título “raro”", "", "<b>bold</b> &amp; more", "新聞", "A title"];

    private static readonly Gen<Item> AnyItem = Gen.Select(
        Of(Types), Of(Statuses), Of(Bodies), Of(Titles), Gen.Int[0, 6], Gen.Int[0, 3], Gen.Int[0, 9],
        (type, status, body, title, shows, comments, odd) => new Item(type, status, body, title, shows, comments, odd));

    private static readonly Gen<Item[][]> Exports = AnyItem.Array[0, 12].Array[1, 3];

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Every_item_is_imported_or_reported_once_is_enough_undoing_leaves_nothing_and_a_dry_run_says_it_all(string engine)
    {
        using var folder = new TempFolder();
        var uploads = folder.At("uploads");
        Directory.CreateDirectory(uploads);
        for (var i = 0; i < 3; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(uploads, $"p{i}.jpg"), Fixtures.Jpeg(30 + i, 20), TestContext.Current.CancellationToken);
        }
        await File.WriteAllTextAsync(Path.Combine(uploads, "p3.jpg"), "no picture", TestContext.Current.CancellationToken);
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var earlier = await newsroom.ImportAsync(Wxr.File(folder, Wxr.Post(1, "What was here before.").Replace("</item>", "<dc:creator>writer1</dc:creator><category domain=\"category\" nicename=\"topic-1\">Topic 1</category><category domain=\"post_tag\" nicename=\"tag-1\">Tag</category></item>", StringComparison.Ordinal)));
        var before = await newsroom.LeftAsync();
        var record = await RecordAsync(newsroom);
        await Exports.SampleAsync(
            async export =>
            {
                var files = export.Select((items, n) => Wxr.Raw(folder, Encoding.UTF8.GetBytes(Write(export, n)), $"export-{n}.xml")).ToArray();
                var options = new ImportOptions { Media = uploads };
                await ClearAsync(newsroom, earlier.Run!);

                var dry = (await newsroom.TryImportAsync(files, options with { DryRun = true })).Value!;
                Assert.Equal(before, await newsroom.LeftAsync());
                var once = (await newsroom.TryImportAsync(files, options)).Value!;
                Assert.Equal((once.Counts, null), (dry.Counts, dry.Run));
                Assert.Equal(once.Warnings, dry.Warnings);
                Assert.Equal(once.Hygiene, dry.Hygiene);

                Judge([.. export.SelectMany(i => i)], once);
                var left = await newsroom.LeftAsync();
                var twice = (await newsroom.TryImportAsync(files, options)).Value!;
                Assert.Equal(new ImportCounts { Unchanged = once.Counts.Articles + once.Counts.Pages }, twice.Counts);
                Assert.Equal(left, await newsroom.LeftAsync());

                foreach (var run in new[] { twice.Run!, once.Run! })
                {
                    Assert.Empty((await newsroom.Get<UndoImport>().RunAsync(run, Actor.Operator, _ => { }, TestContext.Current.CancellationToken)).Value!.Kept);
                }
                Assert.Equal(before, await newsroom.LeftAsync());
                Assert.Equal(record, await RecordAsync(newsroom));
            },
            iter: TestSize.Pick(12, 300),
            threads: 1);
    }

    // What a failed sample left would fail the smaller ones that are tried after it.
    private static async Task ClearAsync(TestNewsroom newsroom, string except)
    {
        foreach (var run in (await newsroom.Get<ImportRuns>().ListAsync(TestContext.Current.CancellationToken)).Where(r => r.Id != except && r.State != ImportRunState.Undone))
        {
            await newsroom.Get<UndoImport>().RunAsync(run.Id, Actor.Operator, _ => { }, TestContext.Current.CancellationToken);
        }
    }

    private static Gen<string> Of(string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    // The sums of what went in and what came out or was named.
    private static void Judge(Item[] items, ImportReport report)
    {
        int Named(string code) => report.Warnings.Count(w => w.Code == code);
        var contents = items.Count(i => i.Type is "post" or "page");
        var attachments = items.Count(i => i.Type == "attachment");
        // Files are named by their names, texts by their titles.
        var twice = report.Warnings.Where(w => w.Code == "twice").ToLookup(w => w.Item.StartsWith('“'));
        Assert.Equal(contents, report.Counts.Articles + report.Counts.Pages + twice[true].Count());
        Assert.Equal(items.Length - contents - attachments, Named("type") + Named("menu") + Named("reusable"));
        // Of several attachments of one address one is shown, where anything shows it.
        var wanted = items.Where(i => i.Type is "post" or "page").Select(i => i.Shows).ToHashSet();
        var shown = items.Where(i => i.Type == "attachment").Select(i => i.Odd % 4).Distinct().Count(wanted.Contains);
        Assert.Equal(attachments, Named("unused") + twice[false].Count() + shown);
        Assert.True(report.Counts.Media <= 3 && report.Counts.Drafts <= contents);
    }

    private static async Task<IReadOnlyList<string>> RecordAsync(TestNewsroom newsroom) =>
        [.. (await newsroom.ToldAsync()).Where(l => l.StartsWith("site/", StringComparison.Ordinal))];

    private static string Write(Item[][] export, int file)
    {
        var first = export.Take(file).Sum(i => i.Length);
        return Wxr.Head.Replace("old.example", "made.example", StringComparison.Ordinal) + string.Concat(export[file].Select((item, n) => Write(item, first + n + 10))) + Wxr.End;
    }

    private static string Write(Item item, int id)
    {
        // Some have no number, some repeat the one before them, with or without a guid.
        var number = item.Odd switch { 0 => "", 1 => (id - 1).ToString(CultureInfo.InvariantCulture), _ => id.ToString(CultureInfo.InvariantCulture) };
        var picture = item.Shows < 5 ? $"<img src=\"https://made.example/wp-content/uploads/p{item.Shows}-300x200.jpg\" alt=\"x\">" : "";
        return $"""
            <item><title><![CDATA[{item.Title}]]></title><link>https://made.example/{id}/</link><dc:creator>writer{item.Comments}</dc:creator>{(item.Odd % 3 == 0 ? $"<guid>https://made.example/?p={number}</guid>" : "")}
            <content:encoded><![CDATA[{item.Body} {id}

            {picture}]]></content:encoded>
            {(number.Length > 0 ? $"<wp:post_id>{number}</wp:post_id>" : "")}<wp:post_date_gmt>2020-01-{1 + (id % 28):00} 10:00:00</wp:post_date_gmt><wp:post_name>made-{id % 5}</wp:post_name><wp:status>{item.Status}</wp:status>
            {(item.Type.Length > 0 ? $"<wp:post_type>{item.Type}</wp:post_type>" : "")}{(item.Type == "attachment" ? $"<wp:attachment_url>https://made.example/wp-content/uploads/p{item.Odd % 4}.jpg</wp:attachment_url>" : "")}
            {(item.Odd == 2 ? "<wp:post_password>x</wp:post_password>" : "")}<category domain="category" nicename="topic-{item.Odd % 4}">Topic {item.Odd % 4}</category><category domain="post_tag" nicename="tag-{item.Comments}">Tag</category>
            {string.Concat(Enumerable.Range(1, item.Comments).Select(c => $"<wp:comment><wp:comment_id>{c}</wp:comment_id><wp:comment_author>R</wp:comment_author><wp:comment_date_gmt>2020-02-01 10:00:0{c}</wp:comment_date_gmt><wp:comment_content>Comment {c}</wp:comment_content><wp:comment_approved>{c % 2}</wp:comment_approved><wp:comment_parent>{c - 1}</wp:comment_parent></wp:comment>"))}
            </item>

            """;
    }

    private sealed record Item(string Type, string Status, string Body, string Title, int Shows, int Comments, int Odd);
}
