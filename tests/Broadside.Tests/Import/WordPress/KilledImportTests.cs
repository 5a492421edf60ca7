using System.Text.Json;
using Broadside.Guard;
using Broadside.Import;
using Broadside.Jobs;
using Broadside.Tests.Guard;

namespace Broadside.Tests.Import.WordPress;

/// <summary>The real program, killed at a point of an import; the same command then ends as if nothing had been.</summary>
[Trait("Suite", "slow")]
public sealed class KilledImportTests
{
    // What an import of an old paper without pictures, one that brings them, and taking both back pass at least.
    private const int PointsOfTexts = 14;
    private const int PointsOfPictures = 18;
    private const int PointsOfUndoing = 12;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Killed_at_any_point_the_newsroom_is_whole_and_the_same_import_ends_as_if_nothing_had_been(string engine)
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await using var undisturbed = await TestNewsroom.OpenAsync(engine);
        var chance = new Random(2026 + engine.Length);
        var killed = new List<string>();
        var rounds = TestSize.Pick(12, 200);
        for (var round = 0; round < rounds; round++)
        {
            var paper = new OldPaper(folder, round / 2).Write();
            var brings = round % 2 == 1;
            var points = brings ? PointsOfPictures : PointsOfTexts;
            // By chance, within as many parts of the way as there are rounds: few rounds see the beginning, the middle and the end too.
            var (part, parts) = (round / 2, rounds / 2);
            var point = Math.Min(points, 1 + (int)((part + chance.NextDouble()) * points / parts));
            string[] files = brings ? paper.Files : paper.Files[..2];
            await newsroom.CloseAsync();
            using (var process = TestProgram.Start(newsroom.Folder, newsroom.Postgres, point, ["import", "wordpress", .. files, .. brings ? (string[])["--media", paper.Uploads] : []]))
            {
                var result = await TestProgram.EndAsync(process);
                Assert.True(result.ExitCode != 0, $"round {round}: an import passes fewer than {point} points");
                killed.Add(result.Error.Split('\n').FirstOrDefault(l => l.StartsWith("mishap: ", StringComparison.Ordinal)) ?? result.Error);
            }
            await newsroom.OpenAgainAsync();
            Assert.Empty(await newsroom.FindAsync());

            var options = new ImportOptions { Media = brings ? paper.Uploads : null };
            var report = await newsroom.TryImportAsync(files, options);
            var expected = await undisturbed.TryImportAsync(files, options);

            Assert.Equal(expected.Value!.Counts, report.Value!.Counts);
            Assert.Equal(expected.Value.Warnings, report.Value.Warnings);
            Assert.Empty(await newsroom.FindAsync());
            var (left, told) = (await newsroom.LeftAsync(), await newsroom.ToldAsync());
            Assert.Equal(await undisturbed.LeftAsync(), left);
            Assert.Equal(await undisturbed.ToldAsync(), told);
        }
        Assert.True(killed.Distinct().Count() >= 6, "killed at these points alone: " + string.Join(", ", killed.Distinct()));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Killed_while_an_import_is_taken_back_the_same_command_takes_the_rest(string engine)
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var chance = new Random(4711 + engine.Length);
        for (var round = 0; round < TestSize.Pick(3, 40); round++)
        {
            var paper = new OldPaper(folder, round).Write();
            var before = await newsroom.LeftAsync();
            var run = (await newsroom.TryImportAsync(paper.Files, new ImportOptions { Media = paper.Uploads })).Value!.Run!;
            await newsroom.CloseAsync();
            using (var process = TestProgram.Start(newsroom.Folder, newsroom.Postgres, chance.Next(1, PointsOfUndoing + 1), ["import", "undo", run]))
            {
                Assert.NotEqual(0, (await TestProgram.EndAsync(process)).ExitCode);
            }
            await newsroom.OpenAgainAsync();
            Assert.DoesNotContain(await newsroom.FindAsync(), IsOfTheImport);

            Assert.Empty((await newsroom.Get<UndoImport>().RunAsync(run, Actor.Operator, _ => { }, TestContext.Current.CancellationToken)).Value!.Kept);
            // The files of what was committed just before the end go with the job that was queued along.
            newsroom.Time.Advance(TimeSpan.FromDays(30));
            await newsroom.Get<JobRunner>().RunDueAsync(TestContext.Current.CancellationToken);

            Assert.DoesNotContain(await newsroom.FindAsync(), IsOfTheImport);
            Assert.Equal(before, await newsroom.LeftAsync());
        }
    }

    // A newsroom of a month without a backup is told so, and rightly.
    private static bool IsOfTheImport(string line) => !line.StartsWith("backups:", StringComparison.Ordinal);

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Imports_at_the_same_time_wait_for_one_another_and_bring_everything_once(string engine)
    {
        using var folder = new TempFolder();
        var paper = new OldPaper(folder, 1).Write();
        await using var undisturbed = await TestNewsroom.OpenAsync(engine);
        var expected = (await undisturbed.TryImportAsync(paper.Files)).Value!;
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var processes = Enumerable.Range(0, 3).Select(_ => TestProgram.Start(newsroom.Folder, newsroom.Postgres, ["import", "wordpress", .. paper.Files, "--json"])).ToList();
        var articles = new List<int>();
        foreach (var process in processes)
        {
            var result = await TestProgram.EndAsync(process);
            Assert.True(result.ExitCode == 0, result.Error);
            articles.Add(JsonDocument.Parse(result.Output).RootElement.GetProperty("articles").GetInt32());
            process.Dispose();
        }
        await newsroom.OpenAgainAsync();

        Assert.Equal([0, 0, expected.Counts.Articles], articles.Order());
        Assert.Equal(await undisturbed.LeftAsync(), await newsroom.LeftAsync());
        Assert.Empty(await newsroom.FindAsync());
    }
}
