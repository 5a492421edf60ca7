using System.Text;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Mirror.Moving;
using Broadside.Site;
using Broadside.Tests.Guard;
using Broadside.Tests.Mirror.Editions;

namespace Broadside.Tests.Mirror.Moving;

public sealed class MoveSiteTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_move_is_signed_and_every_page_feed_and_edition_says_the_new_address(string engine)
    {
        await using var newsroom = await EditionTests.OpenAsync(engine);
        using var folder = new TempFolder();
        var pages = newsroom.Get<PageCache>();
        Assert.Contains("https://outlet.example/2026/11/a/", await TextAsync(pages, "/2026/11/a/"), StringComparison.Ordinal);
        await EditionTests.ExportAsync(newsroom, folder.At("out"));
        var moved = await newsroom.Get<MoveSite>().RunAsync("https://elsewhere.example", Actor.Operator, Cancel);
        Assert.True(moved.IsDone, moved.Refusal?.Message);
        foreach (var path in new[] { "/", "/2026/11/a/", "/feed.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/robots.txt" })
        {
            var text = await TextAsync(pages, path);
            Assert.Contains("https://elsewhere.example", text, StringComparison.Ordinal);
            Assert.DoesNotContain("outlet.example", text, StringComparison.Ordinal);
        }
        Assert.Contains("elsewhere.example", (await TextAsync(pages, "/"))[..], StringComparison.Ordinal);
        await newsroom.OpenAgainAsync();
        Assert.Equal("https://elsewhere.example", newsroom.Get<BaseAddress>().Value);
        var report = await EditionTests.ExportAsync(newsroom, folder.At("out"));
        Assert.Equal(2, report.Number);
        Assert.Equal("https://elsewhere.example", EditionTests.Manifest(folder.At("out")).Site);
        Assert.True(File.Exists(folder.At("out", EditionPath.FileOf(MovedFile.Path))));
        var move = moved.Value;
        Assert.True(newsroom.Get<KeyRing>().Verifies(newsroom.Get<KeyRing>().SiteKeyId, Encoding.UTF8.GetBytes(Move.Text(move.From, move.To, move.At)), Convert.FromBase64String(move.Signature)));
    }

    [Theory]
    [InlineData("elsewhere.example")]
    [InlineData("https://elsewhere.example/path")]
    [InlineData("ftp://elsewhere.example")]
    [InlineData("https://user:secret@elsewhere.example")]
    [InlineData("https://outlet.example")]
    public async Task What_is_no_new_address_is_refused(string to)
    {
        await using var newsroom = await EditionTests.OpenAsync(Engines.Sqlite);
        var outcome = await newsroom.Get<MoveSite>().RunAsync(to, Actor.Operator, Cancel);
        Assert.False(outcome.IsDone);
        Assert.Equal("https://outlet.example", newsroom.Get<BaseAddress>().Value);
    }

    [Fact]
    public async Task A_move_to_a_host_for_which_no_certificate_will_be_obtained_is_told_by_the_command_and_at_the_desk()
    {
        using var folder = new TempFolder();
        var start = TestProgram.StartInfo(folder.Path, null, null, ["move", "https://elsewhere.example"]);
        start.Environment["BROADSIDE__SITE__HTTPS__DOMAINS__0"] = "outlet.example";
        using var process = System.Diagnostics.Process.Start(start)!;
        var said = await TestProgram.EndAsync(process);
        Assert.True(said.ExitCode == 0, said.Error);
        Assert.Contains("Site:Https:Domains does not name elsewhere.example", said.Error, StringComparison.Ordinal);

        await using var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, null, ("Kit:Address", "https://outlet.example"), ("Site:Https:Domains:0", "outlet.example"));
        Assert.True((await newsroom.Get<MoveSite>().RunAsync("https://elsewhere.example", Actor.Operator, Cancel)).IsDone);
        Assert.Contains(await newsroom.DoctorAsync("certificates"), l => l.Contains("does not name elsewhere.example", StringComparison.Ordinal));
        newsroom.Set("Site:Https:Domains:1", "elsewhere.example");
        await newsroom.OpenAgainAsync();
        Assert.DoesNotContain(await newsroom.DoctorAsync("certificates"), l => l.Contains("does not name", StringComparison.Ordinal));
    }

    private static async Task<string> TextAsync(PageCache pages, string path) => Encoding.UTF8.GetString((await pages.GetAsync(path, Cancel))!.Page.Body);
}
