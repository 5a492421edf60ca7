using Broadside.Articles;
using Broadside.Guard;
using Broadside.Tests.Site;

namespace Broadside.Tests.Guard;

/// <summary>The real program, killed at a step of its work; the newsroom is then opened as at the next start.</summary>
[Trait("Suite", "slow")]
public sealed class CrashTests
{
    // A correction passes eight points that can kill it; beyond them it gets through.
    private const int PointsOfACorrection = 9;

    // Making the keys, the first head and the identity, and then the sample itself.
    private const int PointsOfASample = 40;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Killed_at_any_point_of_publishing_nothing_is_half_and_what_was_acknowledged_is_served(string engine)
    {
        await using var newsroom = await OpenAsync(engine, "a");
        var chance = new Random(4711);
        var kept = new List<string>();
        // Every point once, and then by chance.
        var points = Enumerable.Range(1, PointsOfACorrection).ToArray();
        chance.Shuffle(points);
        for (var round = 0; round < TestSize.Pick(PointsOfACorrection + 2, 200); round++)
        {
            var point = round < points.Length ? points[round] : chance.Next(1, PointsOfACorrection + 1);
            await newsroom.CloseAsync();
            using var process = TestProgram.Start(newsroom.Folder, newsroom.Postgres, point, ["article", "correct", "a", "--text", $"Round {round}."]);
            var result = await TestProgram.EndAsync(process);
            await newsroom.OpenAgainAsync();

            var served = await CorrectionsAsync(newsroom, "a");
            var fresh = served.Except(kept).ToList();
            Assert.Empty(await newsroom.FindAsync());
            Assert.Equal(kept, served.Take(kept.Count));
            // Acknowledged: it is there. Killed: whole or not at all.
            Assert.True(fresh is [] || fresh.SequenceEqual([$"Round {round}."]), $"after round {round}, killed at {point}: {string.Join(", ", served)}");
            Assert.True(result.ExitCode != 0 || fresh.Count == 1, $"round {round} was acknowledged and is gone: {result.Error}");
            kept = [.. served];
        }
        Assert.NotEmpty(kept);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Killed_at_any_point_of_the_sample_a_second_run_completes_it(string engine)
    {
        var chance = new Random(engine.Length);
        var articles = new HashSet<int>();
        for (var round = 0; round < TestSize.Pick(2, 30); round++)
        {
            await using var newsroom = await TestNewsroom.OpenAsync(engine);
            await newsroom.CloseAsync();
            using (var killed = TestProgram.Start(newsroom.Folder, newsroom.Postgres, chance.Next(1, PointsOfASample), ["sample"]))
            {
                await TestProgram.EndAsync(killed);
            }
            await newsroom.OpenAgainAsync();
            Assert.Empty(await newsroom.FindAsync());
            await newsroom.CloseAsync();
            using (var whole = TestProgram.Start(newsroom.Folder, newsroom.Postgres, "sample"))
            {
                var result = await TestProgram.EndAsync(whole);
                Assert.True(result.ExitCode == 0, result.Error);
            }
            await newsroom.OpenAgainAsync();
            Assert.Empty(await newsroom.FindAsync());
            articles.Add(newsroom.Get<Catalogue>().Count(ListKey.All));
        }
        Assert.Single(articles);
        Assert.True(articles.Single() >= 16);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Killed_while_it_builds_the_head_anew_nothing_is_lost_that_only_the_files_hold(string engine)
    {
        await using var newsroom = await OpenAsync(engine, [.. Enumerable.Range(0, 450).Select(i => $"a{i}")]);
        var before = await newsroom.ServedAsync();
        await newsroom.AlterAsync("DELETE FROM versions WHERE seq > 100");
        var (point, step, ended) = (0, TestSize.Pick(4, 1), false);
        while (!ended && point < 40)
        {
            point += step;
            await newsroom.CloseAsync();
            File.Delete(Path.Combine(newsroom.Folder, "versions", "head"));
            using (var killed = TestProgram.Start(newsroom.Folder, newsroom.Postgres, point, ["article", "list"]))
            {
                var result = await TestProgram.EndAsync(killed);
                ended = result.ExitCode == 0;
                Assert.True(ended || result.Error.Contains("mishap:", StringComparison.Ordinal), result.Error);
            }

            await newsroom.OpenAgainAsync();

            Assert.Equal(before, await newsroom.ServedAsync());
        }
        Assert.True(ended);
        Assert.True(point > 6);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Programs_that_publish_at_the_same_time_lose_nothing_and_number_without_gaps(string engine)
    {
        await using var newsroom = await OpenAsync(engine, "a", "b");
        var processes = Enumerable.Range(0, 6).Select(i => TestProgram.Start(newsroom.Folder, newsroom.Postgres, "article", "correct", i % 2 == 0 ? "a" : "b", "--text", $"Number {i}.")).ToList();
        foreach (var process in processes)
        {
            var result = await TestProgram.EndAsync(process);
            Assert.True(result.ExitCode == 0, result.Error);
            process.Dispose();
        }

        // What the running newsroom sees without a restart is what a restart shows.
        Assert.True(newsroom.Get<VersionStore>().Refresh());
        Assert.Equal(["Number 0.", "Number 2.", "Number 4."], (await CorrectionsAsync(newsroom, "a")).Order());
        Assert.Equal(["Number 1.", "Number 3.", "Number 5."], (await CorrectionsAsync(newsroom, "b")).Order());
        Assert.Equal(4, newsroom.Get<VersionStore>().Live("article/a")!.Number);
        Assert.Empty(await newsroom.FindAsync());
        await using var db = newsroom.Db();
        Assert.Equal(Enumerable.Range(1, db.Set<VersionRow>().Count()).Select(i => (long)i), db.Set<VersionRow>().OrderBy(v => v.Seq).Select(v => v.Seq));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task On_a_full_disk_nothing_is_acknowledged_and_nothing_is_half(string engine)
    {
        await using var newsroom = await OpenAsync(engine, "a");
        await newsroom.PublishAsync(Newspaper.Article("b", "Long", new string('x', 300_000)));
        await newsroom.CloseAsync();
        // No file of the program may pass 200 KiB: what it appends to is larger already.
        var start = new System.Diagnostics.ProcessStartInfo("/bin/bash", ["-c", "ulimit -f 200; exec \"$0\" \"$@\"", TestProgram.File, "article", "correct", "a", "--text", "Too much.", "--data", newsroom.Folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The runtime maps its own code through files, which the limit would stop before the program begins.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        if (newsroom.Postgres is not null)
        {
            start.Environment["BROADSIDE__STORAGE__POSTGRES"] = newsroom.Postgres;
        }
        using var process = System.Diagnostics.Process.Start(start)!;
        var result = await TestProgram.EndAsync(process);

        await newsroom.OpenAgainAsync();

        Assert.NotEqual(0, result.ExitCode);
        Assert.Empty(await newsroom.FindAsync());
        Assert.True((await CorrectionsAsync(newsroom, "a")).Count <= 1);
    }

    private static async Task<TestNewsroom> OpenAsync(string engine, params string[] ids)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync([.. ids.Select(id => Newspaper.Article(id, "Title " + id, "Text."))]);
        return newsroom;
    }

    private static async Task<IReadOnlyList<string>> CorrectionsAsync(TestNewsroom newsroom, string id)
    {
        var content = await newsroom.Get<ArticleReader>().ReadAsync(newsroom.Get<Catalogue>().ById(id)!, TestContext.Current.CancellationToken);
        return [.. content!.Corrections.Select(c => c.Text)];
    }
}
