using System.Text.Json;
using System.Xml;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Export;
using Broadside.Import;
using Broadside.Tests.Import.WordPress;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Export;

/// <summary>A newsroom written as WXR and read by the importer into an empty one.</summary>
public sealed class WxrRoundTripTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_was_exported_is_imported_with_equal_counts_bodies_and_addresses(string engine)
    {
        await using var newsroom = await Exporting.OpenAsync(engine);
        using var folder = new TempFolder();
        var report = await newsroom.ExportAsync(ExportFormat.Wxr, folder.At("out"));
        await using var other = await TestNewsroom.OpenAsync(engine);

        var imported = await other.ImportAsync(report.Path, new ImportOptions { Media = folder.At("out/media") });

        Assert.Equal((report.Articles, report.Pages, report.Drafts + report.Withdrawn), (imported.Counts.Articles, imported.Counts.Pages, imported.Counts.Drafts));
        Assert.Equal((report.Topics, report.Tags, report.Comments), (imported.Counts.Topics, imported.Counts.Tags, imported.Counts.Comments));
        var (before, after) = (await newsroom.ContentsAsync(), await other.ContentsAsync());
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        var ids = before.ToDictionary(c => c.Value.Id, c => after[c.Key].Id);
        Assert.All(before, c => Assert.Equal(Exporting.Json(Expected(c.Value, ids)), Exporting.Json(after[c.Key] with { TranslationGroup = c.Value.TranslationGroup is null ? null : "group" })));
        Assert.Equal(after["/2026/11/made-up-0/"].TranslationGroup, after["/2026/11/made-up-1/"].TranslationGroup);
        var catalogue = other.Get<Catalogue>();
        Assert.All(before.Values.SelectMany(c => c.FormerAddresses), a => Assert.True(catalogue.ByFormerAddress(a) is not null, a));
        Assert.Equal("Draft words.", Assert.IsType<Paragraph>(Assert.Single((await other.DraftAsync("A draft")).Blocks)).Text);
        Assert.Equal(await CommentsAsync(newsroom), await CommentsAsync(other));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_export_imported_twice_brings_nothing_new(string engine)
    {
        await using var newsroom = await Exporting.OpenAsync(engine);
        using var folder = new TempFolder();
        var report = await newsroom.ExportAsync(ExportFormat.Wxr, folder.At("newsroom.xml"));
        await using var other = await TestNewsroom.OpenAsync(engine);
        await other.ImportAsync(report.Path);

        var again = await other.ImportAsync(report.Path, new ImportOptions { Media = folder.At("media") });

        Assert.Equal((0, 0, report.Articles + report.Pages), (again.Counts.Articles, again.Counts.Pages, again.Counts.Unchanged));
    }

    [Fact]
    public async Task The_file_is_well_formed_and_states_what_WordPress_looks_for()
    {
        await using var newsroom = await Exporting.OpenAsync(Engines.Sqlite);
        using var folder = new TempFolder();
        var report = await newsroom.ExportAsync(ExportFormat.Wxr, folder.At("out"));

        var document = new XmlDocument { XmlResolver = null };
        document.Load(report.Path);
        var names = new XmlNamespaceManager(document.NameTable);
        names.AddNamespace("wp", "http://wordpress.org/export/1.2/");
        names.AddNamespace("content", "http://purl.org/rss/1.0/modules/content/");
        int Count(string path) => document.SelectNodes(path, names)!.Count;

        Assert.Equal("1.2", document.SelectSingleNode("/rss/channel/wp:wxr_version", names)!.InnerText);
        Assert.Equal(report.Articles, Count("/rss/channel/item[wp:post_type='post']"));
        Assert.Equal(report.Pages, Count("/rss/channel/item[wp:post_type='page']"));
        Assert.Equal(report.Media, Count("/rss/channel/item[wp:post_type='attachment']"));
        Assert.Equal(report.People, Count("/rss/channel/wp:author"));
        Assert.Equal(report.Comments, Count("/rss/channel/item/wp:comment"));
        Assert.Equal(Count("/rss/channel/item"), document.SelectNodes("/rss/channel/item/wp:post_id", names)!.Cast<XmlNode>().Select(n => n.InnerText).Distinct().Count());
        Assert.DoesNotContain("Withdrawn words", await File.ReadAllTextAsync(report.Path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var files = document.SelectNodes("/rss/channel/item[wp:post_type='attachment']/wp:postmeta[wp:meta_key='_wp_attached_file']/wp:meta_value", names)!.Cast<XmlNode>().Select(n => n.InnerText);
        Assert.All(files, f => Assert.True(File.Exists(folder.At("out/media/" + f)), f));
    }

    [Fact]
    public async Task Without_our_own_record_the_words_of_every_body_are_still_there()
    {
        await using var newsroom = await Exporting.OpenAsync(Engines.Sqlite);
        using var folder = new TempFolder();
        var report = await newsroom.ExportAsync(ExportFormat.Wxr, folder.At("out"));
        var text = await File.ReadAllTextAsync(report.Path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(report.Path, text.Replace("_broadside", "_of_another", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await using var other = await TestNewsroom.OpenAsync();

        await other.ImportAsync(report.Path);

        var after = (await other.ContentsAsync()).ToDictionary(c => c.Value.Title, c => c.Value);
        var sample = (await newsroom.ContentsAsync()).Values.Where(c => !c.Title.StartsWith("Made up", StringComparison.Ordinal)).ToList();
        Assert.True(sample.Count >= 16);
        // Corrections have no place of their own in WordPress: they follow the text.
        Assert.All(sample, c => Assert.StartsWith(Words(c), Words(after[c.Title]), StringComparison.Ordinal));
        Assert.All(sample.Where(c => c.Corrections.Count > 0), c => Assert.Contains(c.Corrections[0].Text, Words(after[c.Title]), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Next to the quay", "Next to the casino")]
    [InlineData("https://good.example/", "https://casino.example/")]
    [InlineData("/good/path/", "javascript:alert(1)")]
    public async Task A_record_that_says_what_the_HTML_does_not_is_not_believed(string said, string forged)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var text = new Paragraph { Id = "p", Text = "Next to the quay", Marks = [new Mark(0, 4, MarkKind.Link, "https://good.example/"), new Mark(5, 7, MarkKind.Link, "/good/path/")] };
        await Site.Newspaper.PublishAsync(newsroom, Site.Newspaper.Article("a", "A") with { Blocks = [text] });
        using var folder = new TempFolder();
        var report = await newsroom.ExportAsync(ExportFormat.Wxr, folder.At("out"));
        var file = await File.ReadAllTextAsync(report.Path, TestContext.Current.CancellationToken);
        var at = file.IndexOf("_broadside", StringComparison.Ordinal);
        await File.WriteAllTextAsync(report.Path, file[..at] + file[at..].Replace(said, forged, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await using var other = await TestNewsroom.OpenAsync();

        await other.ImportAsync(report.Path);

        var read = Assert.IsType<Paragraph>(Assert.Single((await other.ContentsAsync()).Values.Single().Blocks));
        Assert.Equal((text.Text, "https://good.example/ /good/path/"), (read.Text, string.Join(' ', read.Marks!.Select(m => m.Value))));
    }

    private static ArticleContent Expected(ArticleContent content, Dictionary<string, string> ids) => content with
    {
        Id = ids[content.Id],
        Related = [.. content.Related.Select(r => ids[r])],
        TranslationGroup = content.TranslationGroup is null ? null : "group",
    };

    private static string Words(ArticleContent content) =>
        string.Join('\n', content.Blocks.Where(b => b is not Table and not Gallery and not Embed).SelectMany(ContentWalk.Texts).Select(t => t.Text));

    private static async Task<string> CommentsAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        var all = await db.Set<Comment>().AsNoTracking().OrderBy(c => c.WrittenAt).ToListAsync();
        var entry = newsroom.Get<Catalogue>().ByAddress("/2026/11/made-up-0/")!;
        var shown = await newsroom.Get<ArticleReader>().ReadCommentsAsync(entry.Id, TestContext.Current.CancellationToken);
        return JsonSerializer.Serialize(all.Select(c => (c.State, c.Author, c.AuthorUrl, c.Text, c.WrittenAt, Parent: all.FindIndex(p => p.Id == c.ParentId))).Select(c => c.ToString()))
            + JsonSerializer.Serialize(shown.Select(c => c.Author + c.Text));
    }
}
