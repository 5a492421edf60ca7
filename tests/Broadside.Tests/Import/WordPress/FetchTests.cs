using Broadside.Articles.Body;
using Broadside.Import;
using Broadside.Media;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Import.WordPress;

public sealed class FetchTests
{
    private static readonly (string Key, string Value)[] Quick = [("Import:Pause", "0"), ("Media:LargestPicture", "1000000")];

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_can_be_had_of_the_old_server_comes_and_what_cannot_is_named_with_why(string engine)
    {
        using var folder = new TempFolder();
        await using var old = await OldServer.StartAsync();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, settings: Quick);
        string[] good = ["plain-1.jpg", "busy-2.jpg", "drop-3.jpg", "moved-4.jpg"];
        var bad = new Dictionary<string, string>
        {
            ["gone-1.jpg"] = "answered 404",
            ["down-1.jpg"] = "answered 503. It was tried 3 times",
            ["drops-1.jpg"] = "broke off. It was tried 3 times",
            ["round-1.jpg"] = "redirects more than 5 times",
            ["inside-1.jpg"] = "localhost is a host of the local network",
            ["away-1.jpg"] = "no http or https address",
            ["login-1.jpg"] = "web page",
            ["huge-1.jpg"] = "larger than",
        };
        var file = old.Export(folder, [.. good, .. bad.Keys]);

        var quiet = await newsroom.ImportAsync(file);
        Assert.Empty(old.Asked);
        Assert.Equal((0, good.Length + bad.Count), (quiet.Counts.Media, quiet.Counts.MediaMissing));
        var report = await newsroom.ImportAsync(file, new ImportOptions { Fetch = true });

        Assert.Equal(new ImportCounts { Unchanged = 1, Media = good.Length }, report.Counts);
        var fetch = report.Warnings.Where(w => w.Code == "fetch").ToDictionary(w => w.Item.Split('/')[^1], w => w.Message);
        Assert.Equal(bad.Keys.Order(StringComparer.Ordinal), fetch.Keys.Order(StringComparer.Ordinal));
        Assert.All(bad, b => Assert.Contains(b.Value, fetch[b.Key], StringComparison.Ordinal));
        var figures = (await newsroom.LiveAsync("/1/")).Blocks.OfType<Figure>().ToList();
        Assert.Equal([.. good.Select(_ => true), .. bad.Select(_ => false)], figures.Select(f => f.Media is not null));
        Assert.Equal((1, 3, 2, 3, 1), (old.Asked["gone-1.jpg"], old.Asked["busy-2.jpg"], old.Asked["drop-3.jpg"], old.Asked["drops-1.jpg"], old.Asked["login-1.jpg"]));
        Assert.False(old.Asked.ContainsKey("secret.jpg"));
        Assert.Empty(Directory.GetFiles(Path.Combine(newsroom.Folder, "media", "arriving")));
    }

    [Fact]
    public async Task A_later_run_asks_only_for_what_is_still_missing()
    {
        using var folder = new TempFolder();
        await using var old = await OldServer.StartAsync();
        await using var newsroom = await TestNewsroom.OpenAsync(settings: Quick);
        var file = old.Export(folder, "plain-1.jpg", "gone-1.jpg");

        var first = await newsroom.ImportAsync(file, new ImportOptions { Fetch = true });
        var second = await newsroom.ImportAsync(file, new ImportOptions { Fetch = true });

        Assert.Equal((1, 1), (first.Counts.Media, first.Counts.MediaMissing));
        Assert.Equal(new ImportCounts { Unchanged = 1 }, second.Counts);
        Assert.Equal((1, 2), (old.Asked["plain-1.jpg"], old.Asked["gone-1.jpg"]));
        await using var db = newsroom.Db();
        Assert.Equal(2, (await db.Set<MissingFile>().SingleAsync()).Attempts);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_waited_for_so_long_and_no_longer()
    {
        using var folder = new TempFolder();
        await using var old = await OldServer.StartAsync();
        await using var newsroom = await TestNewsroom.OpenAsync(settings: [.. Quick, ("Import:Patience", "00:00:00.8")]);

        var report = await newsroom.ImportAsync(old.Export(folder, "silent-1.jpg", "stuck-1.jpg", "plain-1.jpg"), new ImportOptions { Fetch = true });

        Assert.Equal((1, 2), (report.Counts.Media, report.Counts.MediaMissing));
        Assert.Equal(2, report.Warnings.Count(w => w.Code == "fetch" && w.Message.Contains("127.0.0.1 sent nothing for 1 seconds", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_host_that_never_answers_is_let_be_after_a_while()
    {
        using var folder = new TempFolder();
        await using var old = await OldServer.StartAsync();
        var file = old.Export(folder, [.. Enumerable.Range(1, 30).Select(i => $"http://127.0.0.1:1/dead-{i}.jpg")]);
        await using var newsroom = await TestNewsroom.OpenAsync(settings: Quick);

        var report = await newsroom.ImportAsync(file, new ImportOptions { Fetch = true });

        Assert.Equal(30, report.Counts.MediaMissing);
        Assert.Equal(30, report.Warnings.Count(w => w.Code == "fetch"));
        Assert.InRange(report.Warnings.Count(w => w.Message.Contains("the rest was not asked", StringComparison.Ordinal)), 20, 30);
    }

    [Fact]
    public async Task Hosts_of_the_local_network_are_asked_only_if_the_old_site_stands_there_or_the_operator_allows_it()
    {
        using var folder = new TempFolder();
        await using var old = await OldServer.StartAsync();
        var file = Wxr.File(folder, Wxr.Post(1, $"<img src=\"{old.Address}/plain-1.jpg\">"));
        await using var strict = await TestNewsroom.OpenAsync(settings: Quick);
        await using var open = await TestNewsroom.OpenAsync(settings: [.. Quick, ("Import:AllowPrivateHosts", "true")]);

        var refused = await strict.ImportAsync(file, new ImportOptions { Fetch = true });
        Assert.Empty(old.Asked);
        Assert.Contains("local network (Import:AllowPrivateHosts would allow it)", Assert.Single(refused.Warnings, w => w.Code == "fetch").Message, StringComparison.Ordinal);
        Assert.Equal(1, (await open.ImportAsync(file, new ImportOptions { Fetch = true })).Counts.Media);
    }

    [Fact]
    public async Task Progress_counts_the_files()
    {
        using var folder = new TempFolder();
        await using var old = await OldServer.StartAsync();
        await using var newsroom = await TestNewsroom.OpenAsync(settings: Quick);
        var told = new System.Collections.Concurrent.ConcurrentQueue<string>();

        await newsroom.Get<ImportWordPress>().RunAsync([old.Export(folder, [.. Enumerable.Range(1, 50).Select(i => $"plain-{i}.jpg")])], new ImportOptions { Fetch = true }, (_, what) => told.Enqueue(what), TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(1, 50).Select(i => $"Bringing pictures and files in: {i} of 50").Order(StringComparer.Ordinal), told.Where(t => t.StartsWith("Bringing pictures", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Suite", "slow")]
    public async Task A_killed_download_goes_on_where_it_stopped_and_ends_as_if_it_had_not_been(string engine)
    {
        using var folder = new TempFolder();
        await using var old = await OldServer.StartAsync();
        string[] files = [.. Enumerable.Range(1, 90).Select(i => i % 15 == 0 ? $"gone-{i}.jpg" : $"plain-{i}.jpg")];
        var file = old.Export(folder, files);
        await using var undisturbed = await TestNewsroom.OpenAsync(engine, settings: Quick);
        var expected = await undisturbed.ImportAsync(file, new ImportOptions { Fetch = true });
        foreach (var wanted in new[] { 1, 47, 85 })
        {
            await using var newsroom = await TestNewsroom.OpenAsync(engine, settings: Quick);
            await newsroom.CloseAsync();
            var before = old.Asked.Values.Sum();
            using (var process = TestProgram.Start(newsroom.Folder, newsroom.Postgres, "import", "wordpress", file, "--fetch"))
            {
                var kill = process;
                old.Before = _ =>
                {
                    if (old.Asked.Values.Sum() >= before + wanted)
                    {
                        kill.Kill();
                    }
                };
                Assert.NotEqual(0, (await TestProgram.EndAsync(process)).ExitCode);
                old.Before = _ => { };
            }
            await newsroom.OpenAgainAsync();
            var report = await newsroom.ImportAsync(file, new ImportOptions { Fetch = true });

            Assert.Equal((expected.Counts, 84), (report.Counts, report.Counts.Media));
            Assert.Equal(await undisturbed.LeftAsync(), await newsroom.LeftAsync());
            Assert.Equal(await undisturbed.ToldAsync(), await newsroom.ToldAsync());
            // Only what was on its way when it was killed, and the few that were gone, is asked for again.
            Assert.InRange(old.Asked.Values.Sum() - before, files.Length, files.Length + 12);
        }
    }
}
