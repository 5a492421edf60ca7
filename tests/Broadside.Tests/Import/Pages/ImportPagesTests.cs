using System.Net;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Import;
using Broadside.Import.Pages;
using Broadside.Tests.Import.WordPress;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Import.Pages;

public sealed class ImportPagesTests
{
    private const string Capture = "The ferry that never came\n\nBy Ana Ruiz\n\nEleven people waited on the landing stage, and the boat did not come that day, nor on any of the days after it.\n\nThe council will hear the three firms on Friday. “There was a service,” said their counsel.\n\ncheap casino slots\n";

    [Theory]
    [InlineData(Engines.Sqlite)]
    [InlineData(Engines.Postgres)]
    public async Task A_page_becomes_one_draft_and_comes_only_once(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var first = await RunAsync(newsroom, Capture);
        Assert.Equal((1, 1, 1, 0), (first.Counts.Articles, first.Counts.Drafts, first.Counts.People, first.Counts.Unchanged));
        var second = await RunAsync(newsroom, Capture);
        Assert.Equal((0, 0, 0, 1), (second.Counts.Articles, second.Counts.Drafts, second.Counts.People, second.Counts.Unchanged));
        await using var db = newsroom.Db();
        var article = Assert.Single(await db.Set<Article>().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal((ArticleState.Draft, "the-ferry-that-never-came"), (article.State, article.Slug));
    }

    [Fact]
    public async Task The_planted_line_stands_in_the_hygiene_report_with_its_reason()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var report = await RunAsync(newsroom, Capture);
        var finding = Assert.Single(report.Hygiene, h => h.Code == "foreign_line");
        Assert.Equal("cheap casino slots", finding.Text);
        Assert.StartsWith("Left out as foreign: it stands alone", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_counts_the_same_and_writes_nothing()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var report = await RunAsync(newsroom, Capture, new ImportOptions { DryRun = true });
        Assert.Equal((null, 1, 1), (report.Run, report.Counts.Articles, report.Counts.People));
        await using var db = newsroom.Db();
        Assert.Empty(await db.Set<Article>().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await db.Set<ImportRun>().ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Undoing_takes_the_draft_and_its_people_back()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var report = await RunAsync(newsroom, Capture);
        var undone = await newsroom.Get<UndoImport>().RunAsync(report.Run!, Actor.Operator, _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(1, undone.Value?.Removed);
        await using var db = newsroom.Db();
        Assert.Empty(await db.Set<Article>().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await db.Set<Person>().ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_bad_file_does_not_stop_the_others_and_only_bad_files_are_refused()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var good = Write(newsroom, "good.txt", Capture);
        var bad = Write(newsroom, "bad.bin", "\0\0\0\0\0\0");
        var mixed = await newsroom.Get<ImportPages>().RunAsync([bad, good], new ImportOptions(), (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal(1, mixed.Value?.Counts.Articles);
        Assert.Contains(mixed.Value!.Warnings, w => w is { Code: "not_a_page", Item: "bad.bin" });
        var refused = await newsroom.Get<ImportPages>().RunAsync([bad, Path.Combine(newsroom.Folder, "none.html")], new ImportOptions(), (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal("not_a_page", refused.Refusal?.Code);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("2002:0a00:0001::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:4700::1111", true)]
    public void Only_addresses_of_the_open_network_are_public(string address, bool isPublic) => Assert.Equal(isPublic, OutsideClient.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_pictures_of_a_page_come_from_the_folder_it_was_saved_with_or_from_where_they_stand(string engine)
    {
        await using var old = await OldServer.StartAsync();
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var saved = Path.Combine(newsroom.Folder, "saved");
        Directory.CreateDirectory(Path.Combine(saved, "page_files"));
        await File.WriteAllBytesAsync(Path.Combine(saved, "page_files", "stage.jpg"), Broadside.Tests.Media.Fixtures.Jpeg(64, 48), TestContext.Current.CancellationToken);
        var page = Write(newsroom, "page.html", $"<html><head><title>The ferry</title><link rel=\"canonical\" href=\"{old.Address}/ferry/\"></head><body><article><h1>The ferry</h1><figure><img src=\"page_files/stage.jpg\" alt=\"A stage\"><figcaption>The stage. Photo: Eva Lind</figcaption></figure><p>Eleven people waited on the landing stage for a boat that did not come.</p><p>The council will hear the firms on Friday.</p><p><img src=\"/plain-7.jpg\" alt=\"A boat\"></p><p><img src=\"/gone-8.jpg\" alt=\"A quay\"></p></article></body></html>");

        var first = await RunAsync(newsroom, page, new ImportOptions { Media = saved });
        Assert.Equal((1, 2), (first.Counts.Media, first.Counts.MediaMissing));
        var second = await RunAsync(newsroom, page, new ImportOptions { Fetch = true });

        Assert.Equal(new ImportCounts { Unchanged = 1, Media = 1 }, second.Counts);
        Assert.EndsWith("gone-8.jpg", Assert.Single(second.Warnings, w => w.Code == "fetch").Item, StringComparison.Ordinal);
        var draft = await newsroom.DraftAsync("The ferry");
        Assert.Equal((64, "Eva Lind"), (draft.Lead!.Width, draft.Lead.Credit));
        Assert.Equal([true, false], draft.Blocks.OfType<Broadside.Articles.Body.Figure>().Select(f => f.Media is not null));
        Assert.Equal(1, (await newsroom.Get<UndoImport>().RunAsync(first.Run!, Actor.Operator, _ => { }, TestContext.Current.CancellationToken)).Value!.Removed);
        await newsroom.Get<UndoImport>().RunAsync(second.Run!, Actor.Operator, _ => { }, TestContext.Current.CancellationToken);
        Assert.Empty(await newsroom.LeftAsync());
    }

    private static async Task<ImportReport> RunAsync(TestNewsroom newsroom, string text, ImportOptions? options = null)
    {
        var outcome = await newsroom.Get<ImportPages>().RunAsync([File.Exists(text) ? text : Write(newsroom, "page.txt", text)], options ?? new ImportOptions(), (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        return outcome.Value;
    }

    private static string Write(TestNewsroom newsroom, string name, string text)
    {
        var path = Path.Combine(newsroom.Folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
