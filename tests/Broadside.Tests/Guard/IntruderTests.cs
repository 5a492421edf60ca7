using System.Diagnostics;
using System.Text.Json;
using Broadside.Media;
using Npgsql;

namespace Broadside.Tests.Guard;

/// <summary>A served program, and somebody in its database with the client that comes with it.</summary>
[Trait("Suite", "slow")]
public sealed class IntruderTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_an_intruder_changes_with_a_database_client_no_reader_gets_and_doctor_names(string engine)
    {
        var client = engine == Engines.Postgres ? "/usr/bin/psql" : "/usr/bin/sqlite3";
        Missing.SkipUnless(File.Exists(client), $"No {Path.GetFileName(client)}: apt-get install {(engine == Engines.Postgres ? "postgresql-client" : "sqlite3")}.");
        await using var newsroom = await ServedNewsroom.StartAsync(engine, ["sample"]);
        // Making the sample's pictures smaller is half a minute of work, and not for this test.
        await AlterAsync(newsroom, client, $"DELETE FROM jobs WHERE kind = '{MakeRenditions.JobKind}'");
        var articles = await PublishedAsync(newsroom);
        var addresses = articles.Select(a => a.Address).Append("/").ToList();
        var before = await PagesAsync(newsroom, addresses);
        var (altered, removed, renamed) = (articles[0], articles[1], articles[2]);

        await AlterAsync(newsroom, client, $"UPDATE versions SET content = replace(content, 'the', '<a href=\"https://casino.example/\">the</a>') WHERE subject = 'article/{altered.Id}'");
        await AlterAsync(newsroom, client, $"DELETE FROM versions WHERE subject = 'article/{removed.Id}'");
        await AlterAsync(newsroom, client, $"UPDATE articles SET title = 'Bought', state = 'draft' WHERE id = '{renamed.Id}'");

        Assert.Equal(before, await PagesAsync(newsroom, addresses));
        await newsroom.KillAsync();
        await newsroom.ServeAsync();
        Assert.Equal(before, await PagesAsync(newsroom, addresses));
        using var doctor = TestProgram.Start(newsroom.Folder, newsroom.Postgres, "doctor");
        var found = await TestProgram.EndAsync(doctor);
        Assert.Equal(1, found.ExitCode);
        Assert.Equal(
            new[] { altered, removed, renamed }.Select(a => $"altered: {a.Address}, version 1").Order(),
            found.Output.Split('\n').Where(l => l.StartsWith("altered:", StringComparison.Ordinal)).Order());
    }

    private static async Task<IReadOnlyList<(string Id, string Address)>> PublishedAsync(ServedNewsroom newsroom)
    {
        using var list = JsonDocument.Parse((await newsroom.RunAsync("article", "list", "--json")).Output);
        return [.. list.RootElement.EnumerateArray().Where(a => a.GetProperty("state").GetString() == "published").Select(a => (a.GetProperty("id").GetString()!, a.GetProperty("address").GetString()!))];
    }

    private static async Task<IReadOnlyDictionary<string, string>> PagesAsync(ServedNewsroom newsroom, IEnumerable<string> addresses)
    {
        var pages = new Dictionary<string, string>();
        foreach (var address in addresses)
        {
            using var answer = await newsroom.Client.GetAsync(address, TestContext.Current.CancellationToken);
            pages[address] = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
        }
        Assert.All(pages.Values, page => Assert.StartsWith("200", page, StringComparison.Ordinal));
        return pages;
    }

    private static async Task AlterAsync(ServedNewsroom newsroom, string client, string sql)
    {
        var start = new ProcessStartInfo(client) { RedirectStandardOutput = true, RedirectStandardError = true };
        var connection = new NpgsqlConnectionStringBuilder(newsroom.Postgres ?? "");
        string[] arguments = newsroom.Postgres is null
            ? ["-cmd", ".timeout 10000", Path.Combine(newsroom.Folder, "broadside.db"), sql]
            : ["-X", "-v", "ON_ERROR_STOP=1", "-h", connection.Host!, "-U", connection.Username!, "-d", connection.Database!, "-c", sql];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        var result = await TestProgram.EndAsync(process);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
