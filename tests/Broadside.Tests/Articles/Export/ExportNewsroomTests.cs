using System.Text.Json;
using Broadside.Articles;
using Broadside.Articles.Export;
using Broadside.Articles.Markdown;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Tests.Site;

namespace Broadside.Tests.Articles.Export;

public sealed class ExportNewsroomTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task As_JSON_every_article_in_every_state_is_there_whole(string engine)
    {
        await using var newsroom = await Exporting.OpenAsync(engine);
        using var folder = new TempFolder();
        var report = await newsroom.ExportAsync(ExportFormat.Json, folder.At("out"));

        using var read = JsonDocument.Parse(await File.ReadAllBytesAsync(report.Path, TestContext.Current.CancellationToken));
        var articles = read.RootElement.GetProperty("articles").EnumerateArray().Select(a => a.Deserialize<ExportedArticle>(CanonicalJson.Options)!).ToList();

        var live = (await newsroom.ContentsAsync()).Values.OrderBy(c => c.Id, StringComparer.Ordinal).Select(Exporting.Json);
        Assert.Equal(live, articles.Where(a => a.IsPublished).Select(a => Exporting.Json(a.Content!)));
        Assert.All(articles.Where(a => a.IsPublished), a => Assert.Equal(CanonicalJson.Sha256(CanonicalJson.Bytes(a.Content)), a.Versions[^1].Envelope.GetProperty("sha256").GetString()));
        Assert.Equal(["publish", "takedown"], articles.Single(a => a.Id == "gone").Versions.Select(v => v.Envelope.GetProperty("kind").GetString()));
        Assert.Empty(articles.Single(a => a.Id == "draft").Versions);
        Assert.Equal("Draft words.", Words(articles.Single(a => a.Id == "draft").Content!));
        Assert.Equal("Next words.", Words(articles.Single(a => a.Id == "made-up-1").Draft!));
        Assert.Equal((ArticleState.TakenDown, "It was wrong & cannot be mended."), articles.Where(a => a.Id == "gone").Select(a => (a.State, a.Tombstone!.Reason)).Single());
        Assert.Equal([CommentState.Approved, CommentState.Approved, CommentState.Pending, CommentState.Spam, CommentState.Trash], articles.Single(a => a.Id == "made-up-0").Comments.Select(c => c.State));
        Assert.DoesNotContain("Withdrawn words", read.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(report.Media, read.RootElement.GetProperty("media").GetArrayLength());
        Assert.Equal(report.Tags, read.RootElement.GetProperty("tags").GetArrayLength());
        Assert.Equal(["a-series"], read.RootElement.GetProperty("series").EnumerateArray().Select(s => s.GetProperty("slug").GetString()).Intersect(["a-series"]));
        Assert.Equal(report.People, read.RootElement.GetProperty("site").GetProperty("people").GetArrayLength());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task As_Markdown_every_article_is_a_file_that_reads_back_as_it_was(string engine)
    {
        await using var newsroom = await Exporting.OpenAsync(engine);
        using var folder = new TempFolder();
        var report = await newsroom.ExportAsync(ExportFormat.Markdown, folder.At("out"));

        var contents = await newsroom.ContentsAsync();
        var files = Directory.GetFiles(folder.At("out"), "*.md", SearchOption.AllDirectories);
        Assert.Equal(report.Articles + report.Pages + report.Pending, files.Length);
        foreach (var content in contents.Values)
        {
            var file = folder.At($"out/{(content.Kind == ArticleKind.Page ? "pages" : "articles")}{content.Address.TrimEnd('/')}.md");
            var warnings = new List<string>();
            var read = new ContentFromMarkdown().Read(MarkdownReader.Read(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)), content.Id, "", warnings);
            Assert.Empty(warnings);
            Assert.Equal(Exporting.Json(Numbered(content)), Exporting.Json(Numbered(read)));
        }
        Assert.Contains("It was wrong & cannot be mended.", await File.ReadAllTextAsync(folder.At("out/withdrawn/2026/11/gone.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Next words.", await File.ReadAllTextAsync(folder.At("out/articles/2026/11/made-up-1.draft.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Draft words.", await File.ReadAllTextAsync(folder.At("out/drafts/a-draft.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(File.Exists(folder.At("out/articles/2026/11/made-up-0.comments.json")));
        Assert.Contains(await File.ReadAllLinesAsync(folder.At("out/versions.jsonl"), TestContext.Current.CancellationToken), line => line.Contains("\"file\":\"articles/2026/11/made-up-0.md\"", StringComparison.Ordinal));
        Assert.True(File.Exists(folder.At("out/newsroom.json")));
    }

    [Fact]
    public async Task Nothing_that_stands_there_already_is_written_over()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("mine.txt"), "mine", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(folder.At("other"));
        await File.WriteAllTextAsync(folder.At("other/newsroom.xml"), "mine", TestContext.Current.CancellationToken);

        foreach (var (format, target) in new[] { (ExportFormat.Json, ""), (ExportFormat.Markdown, ""), (ExportFormat.Json, "mine.txt"), (ExportFormat.Wxr, "other"), (ExportFormat.Wxr, "other/newsroom.xml") })
        {
            var outcome = await newsroom.Get<ExportNewsroom>().RunAsync(format, folder.At(target), withMedia: true, (_, _) => { }, TestContext.Current.CancellationToken);
            Assert.Equal("target", outcome.Refusal?.Code);
        }
        Assert.Equal("mine", await File.ReadAllTextAsync(folder.At("mine.txt"), TestContext.Current.CancellationToken));
        Assert.Equal("mine", await File.ReadAllTextAsync(folder.At("other/newsroom.xml"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_address_cannot_lead_a_file_out_of_the_folder()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var content = Newspaper.Article("a", "A", "Text.") with { Address = "/../../../escaped/", Slug = "../../escaped" };
        await newsroom.Get<SaveDraft>().RunAsync(content, Actor.Operator, TestContext.Current.CancellationToken);
        using var folder = new TempFolder();

        await newsroom.ExportAsync(ExportFormat.Markdown, folder.At("in/out"));

        Assert.Equal(["in/out/drafts/escaped.md", "in/out/newsroom.json"], Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.Path, f)).Order());
    }

    [Theory]
    [InlineData(ExportFormat.Markdown, "title: Second\n", "Second text.")]
    [InlineData(ExportFormat.Json, "\"state\":\"published\"", "Second text.")]
    [InlineData(ExportFormat.Html, "<!DOCTYPE html>\n<html lang=\"en\">", "<p>Second text.</p>")]
    [InlineData(ExportFormat.Wxr, "<wp:wxr_version><![CDATA[1.2]]></wp:wxr_version>", "<p>Second text.</p>")]
    public async Task One_article_is_written_as_readers_get_it(ExportFormat format, string begins, string holds)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(settings: ("Kit:Address", "https://sounding.example"));
        await newsroom.PublishAsync(Newspaper.Article("a", "Second", "Second text."));
        await newsroom.AlterAsync("UPDATE versions SET content = replace(content, 'Second', 'Bought')");

        var outcome = await newsroom.Get<ExportArticle>().RunAsync("a", format, TestContext.Current.CancellationToken);

        Assert.Contains(begins, outcome.Value, StringComparison.Ordinal);
        Assert.Contains(holds, outcome.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Bought", outcome.Value, StringComparison.Ordinal);
    }

    private static string Words(ArticleContent content) => string.Join('\n', content.Blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text));

    private static ArticleContent Numbered(ArticleContent content) => content with { Blocks = MadeUpBlocks.Numbered(content.Blocks), Lead = content.Lead is { } lead ? lead with { Id = "lead" } : null };
}
