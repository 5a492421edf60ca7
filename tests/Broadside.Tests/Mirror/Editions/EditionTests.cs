using System.Diagnostics;
using System.Text;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Site;
using Broadside.Tests.Giving.Letters;
using Broadside.Tests.Site;

namespace Broadside.Tests.Mirror.Editions;

public sealed class EditionTests
{
    // In these stands the site key, and each newsroom has its own.
    private static readonly string[] KeyFiles = [EditionPath.Manifest, "check/index.html", "worker.js"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Two_standard_tools_accept_an_edition_and_every_file_is_what_the_site_serves(string engine)
    {
        Missing.SkipUnless(File.Exists("/usr/bin/minisign"), "minisign is not installed.");
        await using var newsroom = await OpenAsync(engine);
        using var folder = new TempFolder();
        var report = await ExportAsync(newsroom, folder.At("out"));
        Assert.Empty(report.Lost);
        Assert.Empty(report.Missing);
        Assert.Equal(1, report.Number);
        Assert.Equal(0, await RunAsync(folder.At("out"), "minisign", "-Vm", EditionPath.Sums, "-P", newsroom.Get<KeyRing>().SitePublicKey));
        Assert.Equal(0, await RunAsync(folder.At("out"), "sha256sum", "-c", "--strict", "--quiet", EditionPath.Sums));
        Assert.Equal(report.Files, Directory.GetFiles(folder.At("out"), "*", SearchOption.AllDirectories).Length);
        foreach (var path in newsroom.Get<PageCache>().Paths())
        {
            var live = await newsroom.Get<PageCache>().GetAsync(path, Cancel);
            Assert.Equal(live!.Page.Body, await File.ReadAllBytesAsync(folder.At("out", EditionPath.FileOf(path)), Cancel));
        }
        Assert.True(File.Exists(folder.At("out", "2026/11/b/index.html")));
        Assert.True(File.Exists(folder.At("out", "404.html")));
    }

    [Fact]
    public async Task The_same_content_gives_the_same_bytes_on_either_database()
    {
        var sums = new List<string>();
        foreach (var engine in new[] { Engines.Sqlite, Engines.Postgres })
        {
            await using var newsroom = await OpenAsync(engine);
            using var folder = new TempFolder();
            await ExportAsync(newsroom, folder.At("out"));
            sums.Add(string.Join('\n', File.ReadLines(folder.At("out", EditionPath.Sums)).Where(l => !KeyFiles.Contains(l[66..]))));
        }
        Assert.Equal(sums[0], sums[1]);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_new_article_touches_only_what_changed_and_nothing_new_is_the_same_edition(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        using var folder = new TempFolder();
        var first = await ExportAsync(newsroom, folder.At("out"));
        Assert.Equal((first.Files, 0), ((int)first.Written, first.Removed));
        var signature = await File.ReadAllTextAsync(folder.At("out", EditionPath.Signature), Cancel);
        newsroom.Time.Advance(TimeSpan.FromMinutes(7));
        var again = await ExportAsync(newsroom, folder.At("out"));
        Assert.Equal((1L, 0L, 0), (again.Number, again.Written, again.Removed));
        // The front page may show a campaign's total, which is no version.
        Assert.InRange(again.Rendered, 0, 1);
        Assert.Equal(signature, await File.ReadAllTextAsync(folder.At("out", EditionPath.Signature), Cancel));
        var elsewhere = await ExportAsync(newsroom, folder.At("elsewhere"));
        Assert.Equal(1, elsewhere.Number);
        Assert.Equal(signature, await File.ReadAllTextAsync(folder.At("elsewhere", EditionPath.Signature), Cancel));

        await newsroom.PublishAsync(Newspaper.Article("new", "New") with { Topics = [new Term("harbour", "Harbour")] });
        await newsroom.OpenAgainAsync();
        var untouched = File.GetLastWriteTimeUtc(folder.At("out", "2026/11/b/index.html"));
        var second = await ExportAsync(newsroom, folder.At("out"));
        Assert.Equal(2, second.Number);
        Assert.InRange(second.Rendered, 5, first.Rendered - 5);
        Assert.Equal(untouched, File.GetLastWriteTimeUtc(folder.At("out", "2026/11/b/index.html")));
        Assert.Equal(CanonicalJson.Sha256(await File.ReadAllBytesAsync(folder.At("elsewhere", EditionPath.Sums), Cancel)), Manifest(folder.At("out")).Previous);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "edition-changes")]
    public async Task What_is_rendered_for_a_change_alone_is_what_rendering_everything_gives(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        using var folder = new TempFolder();
        await ExportAsync(newsroom, folder.At("out"));
        var steps = new Func<Task>[]
        {
            () => newsroom.PublishAsync(Newspaper.Article("c", "Third", "About the harbour.") with { Topics = [new Term("harbour", "Harbour")], Tags = [new Term("new-tag", "New tag")] }),
            () => newsroom.PublishAsync(Newspaper.Article("a", "First, told anew", "Other words.")),
            () => newsroom.Get<TakeDownArticle>().RunAsync("b", "Not ours.", Actor.Operator, Cancel),
            () => newsroom.PublishAsync(Newspaper.Article("old", "From another month") with { PublishedAt = Newspaper.Noon.AddMonths(-3), Language = "es" }),
            () => newsroom.PublishAsync(Newspaper.Article("a", "First, in Spanish") with { Language = "es", TranslationGroup = "c" }),
        };
        var narrow = 0;
        foreach (var step in steps)
        {
            await step();
            await newsroom.OpenAgainAsync();
            var report = await ExportAsync(newsroom, folder.At("out"));
            narrow += report.Rendered < newsroom.Get<EditionPages>().Paths().Count ? 1 : 0;
            var renewed = await File.ReadAllTextAsync(folder.At("out", EditionPath.Sums), Cancel);
            File.Delete(newsroom.Get<EditionFolder>().State);
            var whole = await ExportAsync(newsroom, folder.At("whole"));
            Assert.Equal(newsroom.Get<EditionPages>().Paths().Count, whole.Rendered);
            Assert.Empty((await File.ReadAllTextAsync(folder.At("whole", EditionPath.Sums), Cancel)).Split('\n').Except(renewed.Split('\n')).Select(l => l[66..]));
            Assert.Equal(Files(folder.At("whole")), Files(folder.At("out")));
        }
        // The others change what stands around every page: the menu, the languages.
        Assert.InRange(narrow, 2, steps.Length);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_export_takes_over_what_the_newsrooms_own_edition_holds_and_believes_its_hash_alone(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        using var folder = new TempFolder();
        var own = newsroom.Get<EditionFolder>();
        await ExportAsync(newsroom, own.Path);
        var changed = await File.ReadAllTextAsync(own.Within("2026/11/b/index.html"), Cancel);
        await File.WriteAllTextAsync(own.Within("2026/11/b/index.html"), changed.Replace("<body", "<bodY", StringComparison.Ordinal), Cancel);

        var taken = await ExportAsync(newsroom, folder.At("out"));
        await ExportAsync(newsroom, folder.At("stick"), disk: true);

        // The one that was changed, and the front page, which is looked at each time.
        Assert.InRange(taken.Rendered, 1, 2);
        Assert.Equal(changed, await File.ReadAllTextAsync(folder.At("out", "2026/11/b/index.html"), Cancel));
        File.Delete(own.State);
        foreach (var (name, disk) in new[] { ("out", false), ("stick", true) })
        {
            await ExportAsync(newsroom, folder.At(name + "-anew"), disk);
            Assert.Equal(await File.ReadAllTextAsync(folder.At(name + "-anew", EditionPath.Sums), Cancel), await File.ReadAllTextAsync(folder.At(name, EditionPath.Sums), Cancel));
            Assert.Equal(Files(folder.At(name + "-anew")), Files(folder.At(name)));
            File.Delete(own.State);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_was_taken_down_is_withdrawn_from_every_copy(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        using var folder = new TempFolder();
        await ExportAsync(newsroom, folder.At("out"));
        var first = await File.ReadAllBytesAsync(folder.At("out", "2026/11/b/index.html"), Cancel);
        await newsroom.PublishAsync(Newspaper.Article("b", "Second, corrected"));
        await ExportAsync(newsroom, folder.At("out"));
        var second = await File.ReadAllBytesAsync(folder.At("out", "2026/11/b/index.html"), Cancel);
        var feed = await File.ReadAllBytesAsync(folder.At("out", "feed.xml"), Cancel);
        Assert.Empty(Manifest(folder.At("out")).Withdrawn);
        await newsroom.Get<TakeDownArticle>().RunAsync("b", "Not ours.", Actor.Operator, Cancel);
        await ExportAsync(newsroom, folder.At("out"));
        var withdrawn = Manifest(folder.At("out")).Withdrawn;
        Assert.Contains(CanonicalJson.Sha256(first), withdrawn);
        Assert.Contains(CanonicalJson.Sha256(second), withdrawn);
        Assert.Contains(CanonicalJson.Sha256(feed), withdrawn);
        var tombstone = await File.ReadAllTextAsync(folder.At("out", "2026/11/b/index.html"), Cancel);
        Assert.DoesNotContain("corrected", tombstone, StringComparison.Ordinal);
        Assert.Empty(withdrawn.Intersect(File.ReadLines(folder.At("out", EditionPath.Sums)).Select(l => l[..64])));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task No_file_of_an_earlier_edition_keeps_a_withdrawn_word(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        using var folder = new TempFolder();
        await newsroom.PublishAsync(Newspaper.Article("libel", "Xylophone", "It was said of Zarathustra.") with { Standfirst = "Quetzals, too." });
        await ExportAsync(newsroom, folder.At("out"));
        var words = new[] { "xylophon", "zarathustra", "quetzal" };
        var holding = Directory.GetFiles(folder.At("out"), "*", SearchOption.AllDirectories)
            .Where(file => words.Any(word => File.ReadAllText(file).Contains(word, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(file => CanonicalJson.Sha256(File.ReadAllBytes(file)), file => Path.GetRelativePath(folder.At("out"), file), StringComparer.Ordinal);
        Assert.Contains(holding.Values, name => name.StartsWith("search/index/", StringComparison.Ordinal));
        // Another comes into the same stretch of the index, which has another name since.
        await newsroom.PublishAsync(Newspaper.Article("later", "Later", "Other words.") with { PublishedAt = Newspaper.Noon.AddHours(1) });
        await ExportAsync(newsroom, folder.At("out"));

        await newsroom.Get<TakeDownArticle>().RunAsync("libel", "Not so.", Actor.Operator, Cancel);
        await ExportAsync(newsroom, folder.At("out"));

        var withdrawn = Manifest(folder.At("out")).Withdrawn;
        Assert.Empty(holding.Where(file => !withdrawn.Contains(file.Key)).Select(file => file.Value));
    }

    [Fact]
    public async Task It_is_signed_anew_before_it_grows_too_old()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        using var folder = new TempFolder();
        await ExportAsync(newsroom, folder.At("out"));
        newsroom.Time.Advance(TimeSpan.FromHours(21));
        Assert.Equal(1, (await ExportAsync(newsroom, folder.At("out"))).Number);
        newsroom.Time.Advance(TimeSpan.FromHours(2));
        var renewed = await ExportAsync(newsroom, folder.At("out"));
        Assert.Equal(2, renewed.Number);
        Assert.InRange(renewed.Rendered, 0, 1);
        Assert.Equal(IssueEdition.Text(newsroom.Time.GetUtcNow() + IssueEdition.Life), Manifest(folder.At("out")).ExpiresAt);
    }

    [Fact]
    [Trait("Defence", "edition-foreign-folder")]
    public async Task A_folder_with_something_else_in_it_is_left_alone()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("thesis.txt"), "Ten years of work.", Cancel);
        var outcome = await newsroom.Get<WriteEdition>().RunAsync(folder.Path, disk: false, (_, _) => { }, Cancel);
        Assert.Equal("not_empty", outcome.Refusal?.Code);
        Assert.True(File.Exists(folder.At("thesis.txt")));
    }

    [Fact]
    public async Task What_somebody_put_there_or_changed_is_put_right()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        using var folder = new TempFolder();
        await ExportAsync(newsroom, folder.At("out"));
        var page = folder.At("out", "2026/11/b/index.html");
        var good = await File.ReadAllBytesAsync(page, Cancel);
        await File.WriteAllBytesAsync(page, [.. good.Select(b => b == (byte)'e' ? (byte)'a' : b)], Cancel);
        File.SetLastWriteTimeUtc(page, File.GetLastWriteTimeUtc(folder.At("out", EditionPath.Signature)).AddSeconds(5));
        await File.WriteAllTextAsync(folder.At("out", "shop.html"), "Cheap mods.", Cancel);
        Directory.CreateDirectory(folder.At("out", "deep", "er"));
        await File.WriteAllTextAsync(folder.At("out", "deep", "er", "shop.html"), "Cheaper mods.", Cancel);
        Directory.CreateDirectory(folder.At("elsewhere"));
        await File.WriteAllTextAsync(folder.At("elsewhere", "thesis.txt"), "Ten years of work.", Cancel);
        Directory.CreateSymbolicLink(folder.At("out", "link"), folder.At("elsewhere"));
        var report = await ExportAsync(newsroom, folder.At("out"));
        Assert.Equal((1L, 3), (report.Written, report.Removed));
        Assert.False(Path.Exists(folder.At("out", "link")) || Path.Exists(folder.At("out", "deep")));
        Assert.True(File.Exists(folder.At("elsewhere", "thesis.txt")));
        Assert.Equal(good, await File.ReadAllBytesAsync(page, Cancel));
        Assert.False(File.Exists(folder.At("out", "shop.html")));
    }

    [Fact]
    public async Task However_often_it_dies_the_next_run_finishes_it()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        using var folder = new TempFolder();
        await Dying.RunAsync(() => TryAsync(newsroom, folder.At("out")));
        await CheckAsync(folder.At("out"));
        await newsroom.PublishAsync(Newspaper.Article("b", "Second, corrected"));
        await Dying.RunAsync(() => TryAsync(newsroom, folder.At("out")));
        await CheckAsync(folder.At("out"));
    }

    private static async Task TryAsync(TestNewsroom newsroom, string folder)
    {
        await ExportAsync(newsroom, folder);
    }

    private static async Task CheckAsync(string folder)
    {
        Assert.Equal(0, await RunAsync(folder, "sha256sum", "-c", "--strict", "--quiet", EditionPath.Sums));
        Assert.Empty(Directory.GetFiles(folder, "*.new", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(folder, "*.begun", SearchOption.AllDirectories));
    }

    internal static async Task<TestNewsroom> OpenAsync(string engine)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine, null, ("Kit:Address", "https://outlet.example"));
        await newsroom.PublishAsync(
            Newspaper.Article("a", "First", "One paragraph.") with { Topics = [new Term("harbour", "Harbour")] },
            Newspaper.Article("b", "Second", "Another paragraph.") with { Tags = [new Term("ferry", "Ferry")], PublishedAt = Newspaper.Noon.AddHours(1) });
        return newsroom;
    }

    internal static async Task<EditionReport> ExportAsync(TestNewsroom newsroom, string folder, bool disk = false)
    {
        var outcome = await newsroom.Get<WriteEdition>().RunAsync(folder, disk, (_, _) => { }, Cancel);
        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        return outcome.Value;
    }

    internal static EditionManifest Manifest(string folder) => CanonicalJson.Read<EditionManifest>(File.ReadAllBytes(Path.Combine(folder, EditionPath.Manifest)));

    private static List<string> Files(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    private static async Task<int> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = new StringBuilder();
        said.Append(await process.StandardOutput.ReadToEndAsync(Cancel)).Append(await process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        TestContext.Current.TestOutputHelper?.WriteLine(said.ToString());
        return process.ExitCode;
    }
}
