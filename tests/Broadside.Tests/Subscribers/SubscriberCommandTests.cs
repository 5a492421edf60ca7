using System.Text.Json;

namespace Broadside.Tests.Subscribers;

/// <summary>The commands as an operator runs them, and what they print for other programs.</summary>
public sealed class SubscriberCommandTests
{
    [Fact]
    public async Task A_list_comes_over_is_listed_goes_out_and_somebody_is_forgotten()
    {
        using var folder = new TempFolder();
        var plain = Path.Combine(AppContext.BaseDirectory, "Subscribers", "Examples", "plain.csv");

        var imported = await RunAsync(folder, "subscriber", "import", plain, "--json");
        Assert.Equal(["asked", "bad", "created", "suppressed", "unchanged"], Keys(imported));
        Assert.Equal("2 1 2 0", $"{imported.GetProperty("created")} {imported.GetProperty("unchanged")} {imported.GetProperty("asked")} {imported.GetProperty("suppressed")}");
        Assert.Equal([5, 6], imported.GetProperty("bad").EnumerateArray().Select(b => b.GetProperty("line").GetInt32()));
        var listed = await RunAsync(folder, "subscriber", "list", "--json");
        Assert.Equal(4, listed.GetArrayLength());
        Assert.Equal(["carla@example.org", "elena@example.org"], (await RunAsync(folder, "subscriber", "list", "--state", "asked", "--json")).EnumerateArray().Select(s => s.GetProperty("address").GetString()!).Order());
        var added = await RunAsync(folder, "subscriber", "add", "fay@example.org", "--consent", "Paper form", "--cadence", "weekly", "--topic", "housing", "--json");
        Assert.Equal("confirmed weekly housing", $"{added.GetProperty("state")} {added.GetProperty("cadence")} {added.GetProperty("topics")[0]}");
        Assert.Equal(2, (await RunAsync(folder, "subscriber", "ask", "--json")).GetProperty("asked").GetInt32());

        var file = Path.Combine(folder.Path, "out.csv");
        Assert.Equal(0, (await TestProgram.RunAsync(folder.Path, "subscriber", "export", file)).ExitCode);
        Assert.Equal(6, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(0, (await TestProgram.RunAsync(folder.Path, "subscriber", "forget", "Fay@Example.org")).ExitCode);
        var again = await TestProgram.RunAsync(folder.Path, "subscriber", "forget", "fay@example.org");
        Assert.Equal((1, "No subscriber has the address fay@example.org.\n"), (again.ExitCode, again.Error));
        var refused = await TestProgram.RunAsync(folder.Path, "subscriber", "import", "no-such-file.csv", "--json");
        Assert.Equal((1, 1), (refused.ExitCode, JsonDocument.Parse(refused.Output).RootElement.GetProperty("bad").GetArrayLength()));
    }

    [Fact]
    public async Task Who_has_a_date_and_no_place_is_asked_and_the_operator_is_told_what_would_spare_it()
    {
        using var folder = new TempFolder();
        var list = folder.At("list.csv");
        await File.WriteAllTextAsync(list, "email,confirmed_at\nana@example.org,2024-03-05\nben@example.org,\n", TestContext.Current.CancellationToken);

        var tried = await TestProgram.RunAsync(folder.Path, "subscriber", "import", list, "--dry-run");
        Assert.Contains("2 asked by mail", tried.Output, StringComparison.Ordinal);
        Assert.Contains("no place: 1 of those asked", tried.Error, StringComparison.Ordinal);

        var brought = await TestProgram.RunAsync(folder.Path, "subscriber", "import", list, "--consent-source", "The old site's form");
        Assert.Contains("1 on the list, 0 unchanged, 1 asked by mail", brought.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("of those asked", brought.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> RunAsync(TempFolder folder, params string[] arguments)
    {
        var result = await TestProgram.RunAsync(folder.Path, arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonDocument.Parse(result.Output).RootElement.Clone();
    }

    private static IEnumerable<string> Keys(JsonElement json) => json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
}
