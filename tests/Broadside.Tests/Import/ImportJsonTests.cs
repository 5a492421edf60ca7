using System.Text.Json;
using Broadside.Tests.Import.WordPress;

namespace Broadside.Tests.Import;

/// <summary>What programs read of an import: a whole one from the program itself, the others from the same commands within the tests' process.</summary>
[Trait("Suite", "slow")]
public sealed class ImportJsonTests
{
    private static readonly string[] Keys = ["run", "source", "articles", "pages", "drafts", "unchanged", "people", "topics", "tags", "media", "media_missing", "comments", "redirects", "warnings", "hygiene"];
    private static readonly string[] Counts = Keys[2..13];

    [Fact]
    public async Task A_run_says_what_it_made_and_a_second_one_that_nothing_is_new()
    {
        using var folder = new TempFolder();
        var dry = await AskAsync(folder, 0, "wordpress", Wxr.Everything, "--dry-run");
        var first = Read(await TestProgram.RunAsync(folder.At("data"), "import", "wordpress", Wxr.Everything, "--json"), 0);
        Assert.Equal(Keys, first.EnumerateObject().Select(p => p.Name));
        var second = await AskAsync(folder, 0, "wordpress", Wxr.Everything);

        Assert.Equal(JsonValueKind.Null, dry.GetProperty("run").ValueKind);
        Assert.Equal([.. Counts.Select(c => dry.GetProperty(c).GetInt32())], Counts.Select(c => first.GetProperty(c).GetInt32()));
        Assert.Equal((6, 1, 4, 0, 4), (Number(first, "articles"), Number(first, "pages"), Number(first, "drafts"), Number(first, "unchanged"), Number(first, "comments")));
        Assert.Equal("everything.xml", first.GetProperty("source").GetString());
        Assert.Equal([.. Counts.Select(c => c == "unchanged" ? 7 : 0)], Counts.Select(c => Number(second, c)));
        foreach (var (list, keys) in new[] { ("warnings", (string[])["code", "item", "message"]), ("hygiene", ["code", "item", "domain", "text", "reason"]) })
        {
            Assert.NotEmpty(first.GetProperty(list).EnumerateArray());
            Assert.All(first.GetProperty(list).EnumerateArray(), line => Assert.Equal(keys, line.EnumerateObject().Select(p => p.Name)));
        }
    }

    [Fact]
    public async Task What_is_refused_is_the_same_object_with_zeros_and_the_reason()
    {
        using var folder = new TempFolder();
        var page = folder.At("page.html");
        await File.WriteAllTextAsync(page, "<html><body><p>No export</p></body></html>", TestContext.Current.CancellationToken);
        foreach (var (code, command) in new (string, string[])[]
        {
            ("not_wxr", ["wordpress", page]),
            ("no_file", ["wordpress", folder.At("none.xml")]),
            ("type", ["wordpress", Wxr.Everything, "--type", "event=story"]),
            ("media", ["wordpress", Wxr.Everything, "--media", folder.At("none")]),
            ("no_file", ["page", folder.At("none.html")]),
        })
        {
            var refused = await AskAsync(folder, 1, command);
            Assert.All(Counts, c => Assert.Equal(0, Number(refused, c)));
            Assert.Equal(code, Assert.Single(refused.GetProperty("warnings").EnumerateArray()).GetProperty("code").GetString());
            Assert.Empty(refused.GetProperty("hygiene").EnumerateArray());
        }
    }

    [Fact]
    public async Task Pages_say_the_same_and_runs_can_be_listed_and_taken_back()
    {
        using var folder = new TempFolder();
        var page = folder.At("page.txt");
        await File.WriteAllTextAsync(page, "The ferry that never came\n\nBy Ana Ruiz\n\nEleven people waited on the landing stage, and the boat did not come that day, nor on any other.\n\ncheap casino slots\n\nThe council will hear the firms on Friday.\n", TestContext.Current.CancellationToken);

        var report = await AskAsync(folder, 0, "page", page);
        Assert.Equal((1, 1, 1), (Number(report, "articles"), Number(report, "drafts"), Number(report, "people")));
        Assert.Equal("foreign_line", Assert.Single(report.GetProperty("hygiene").EnumerateArray()).GetProperty("code").GetString());

        var run = report.GetProperty("run").GetString()!;
        Assert.Equal(run, Assert.Single((await RunAsync(folder, 0, "list")).EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(report.ToString(), (await AskAsync(folder, 0, "show", run)).ToString());
        Assert.Equal(1, (await RunAsync(folder, 0, "undo", run)).GetProperty("removed").GetInt32());
    }

    private static int Number(JsonElement report, string key) => report.GetProperty(key).GetInt32();

    // A report: exactly these keys, in this order, and nothing else on standard output.
    private static async Task<JsonElement> AskAsync(TempFolder folder, int exit, params string[] command)
    {
        var report = await RunAsync(folder, exit, command);
        Assert.Equal(Keys, report.EnumerateObject().Select(p => p.Name));
        return report;
    }

    private static async Task<JsonElement> RunAsync(TempFolder folder, int exit, params string[] command)
    {
        Directory.CreateDirectory(folder.At("data"));
        return Read(await TestCommand.RunAsync(folder.At("data"), ["import", .. command, "--json"]), exit);
    }

    private static JsonElement Read(TestProgram.Result result, int exit)
    {
        Assert.True(result.ExitCode == exit, $"The command ended with {result.ExitCode}: {result.Error}");
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
