using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Import;

namespace Broadside.Tests.Import.WordPress;

public sealed class StripTests
{
    private static string File(TempFolder folder) => Wxr.File(
        folder,
        Wxr.Post(1, "Read the <a href=\"https://minutes.example/1\">minutes</a> of the council."),
        Wxr.Post(2, "The <a href=\"https://pills.example/buy\">old pharmacy</a> by the <a href=\"https://shop.pills.example/\">quay</a> and the <a href=\"https://good.example/\">ferry</a>."),
        Wxr.Post(3, "Tide table.<div style=\"display:none\"><a href=\"https://pills.example/\">cheap pills</a> <a href=\"https://good.example/\">ferry</a></div>"),
        Wxr.Post(4, "Before.\n\n<iframe src=\"https://maps.elsewhere.example/embed\"></iframe>\n\nAfter."));

    [Fact]
    public async Task Without_the_wish_visible_links_stay_and_hidden_ones_never_do()
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();

        var report = await newsroom.ImportAsync(File(folder));

        Assert.Equal(["https://pills.example/buy", "https://shop.pills.example/", "https://good.example/"], await LinksAsync(newsroom, 2));
        Assert.Empty(await LinksAsync(newsroom, 3));
        Assert.Equal(["Tide table."], await TextsAsync(newsroom, 3));
        Assert.Equal(["good.example", "pills.example"], report.Hygiene.Where(h => h.Code == "hidden_link").Select(h => h.Domain).Order(StringComparer.Ordinal));
        var suspicious = report.Hygiene.Where(h => h.Code == "domain" && h.Reason.Contains("hidden elements link to it", StringComparison.Ordinal)).Select(h => h.Domain);
        Assert.Equal(["good.example", "pills.example"], suspicious.Order(StringComparer.Ordinal));
        Assert.Contains(report.Hygiene, h => h is { Code: "frame", Domain: "maps.elsewhere.example" });
    }

    [Fact]
    public async Task Stripping_takes_the_address_from_every_link_to_a_suspicious_host_and_keeps_the_words_and_the_kept_hosts()
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();

        var report = await newsroom.ImportAsync(File(folder), new ImportOptions { Strip = true, Keep = new HashSet<string> { "good.example" } });

        Assert.Equal(["https://minutes.example/1"], await LinksAsync(newsroom, 1));
        Assert.Equal(["https://shop.pills.example/", "https://good.example/"], await LinksAsync(newsroom, 2));
        Assert.Equal(["The old pharmacy by the quay and the ferry."], await TextsAsync(newsroom, 2));
        Assert.Contains(report.Hygiene, h => h is { Code: ReadCode.Stripped, Domain: "pills.example", Text: "old pharmacy" });
    }

    [Fact]
    public async Task A_host_is_suspicious_however_the_export_writes_its_bodies()
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        var escaped = Wxr.Post(1, "").Replace("<![CDATA[]]>", "&lt;p hidden&gt;&lt;a href=&quot;https://pills.example/&quot;&gt;pills&lt;/a&gt;&lt;/p&gt;Text.", StringComparison.Ordinal);

        await newsroom.ImportAsync(Wxr.File(folder, escaped, Wxr.Post(2, "The <a href=\"https://pills.example/\">quay</a>.")), new ImportOptions { Strip = true });

        Assert.Equal(["Text."], await TextsAsync(newsroom, 1));
        Assert.Empty(await LinksAsync(newsroom, 2));
    }

    [Fact]
    public async Task Keeping_a_host_keeps_its_frames_and_its_parts()
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();

        var report = await newsroom.ImportAsync(File(folder), new ImportOptions { Strip = true, Keep = new HashSet<string> { "elsewhere.example", "pills.example" } });

        Assert.Equal("https://maps.elsewhere.example/embed", Assert.Single((await newsroom.LiveAsync("/4/")).Blocks.OfType<Embed>()).Url);
        Assert.DoesNotContain(report.Hygiene, h => h.Code == "frame");
        Assert.Equal(["https://pills.example/buy", "https://shop.pills.example/"], await LinksAsync(newsroom, 2));
        Assert.Contains(report.Hygiene, h => h is { Code: ReadCode.Stripped, Domain: "good.example", Text: "ferry" });
        // Hidden stays hidden, whoever is kept.
        Assert.Empty(await LinksAsync(newsroom, 3));
    }

    private static async Task<List<string?>> LinksAsync(TestNewsroom newsroom, int id) =>
        [.. (await newsroom.LiveAsync($"/{id}/")).Blocks.SelectMany(ContentWalk.Texts).SelectMany(t => t.Marks ?? []).Where(m => m.Kind == MarkKind.Link).Select(m => m.Value)];

    private static async Task<List<string>> TextsAsync(TestNewsroom newsroom, int id) =>
        [.. (await newsroom.LiveAsync($"/{id}/")).Blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text)];
}
