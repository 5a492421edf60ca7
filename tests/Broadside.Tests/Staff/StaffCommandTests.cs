using System.Text.Json;
using System.Text.RegularExpressions;
using Broadside.Staff;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Staff;

public sealed partial class StaffCommandTests
{
    [Fact]
    public async Task People_are_added_listed_reset_and_removed_by_command()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var added = await JsonAsync(newsroom, "staff", "add", "Ana@example.org", "--name", "Ana", "--role", "owner");
        Assert.Equal(("ana@example.org", "owner"), (added.GetProperty("email").GetString(), added.GetProperty("role").GetString()));
        await newsroom.Services.TakeAsync(added.GetProperty("link").GetString()!, "ana@example.org");
        await newsroom.Services.JoinAsync(Role.Writer, "ben@example.org");

        var listed = (await JsonAsync(newsroom, "staff", "list")).EnumerateArray().Select(p => (p.GetProperty("email").GetString(), p.GetProperty("role").GetString(), p.GetProperty("password").GetBoolean(), p.GetProperty("browsers").GetInt32()));
        Assert.Equal([("ana@example.org", "owner", true, 1), ("ben@example.org", "writer", true, 1)], listed);

        var reset = await JsonAsync(newsroom, "staff", "reset", "ana@example.org");
        Assert.False((await newsroom.Services.SignInAsync("ana@example.org")).IsDone);
        Assert.True((await newsroom.Services.TakeAsync(reset.GetProperty("link").GetString()!, "ana@example.org")).IsDone);

        var refused = await TestProgram.RunAsync(newsroom.Folder, "staff", "remove", "ana@example.org");
        Assert.Equal((1, "This is the only owner. Make somebody else an owner first."), (refused.ExitCode, refused.Error.Trim()));
        Assert.Equal("ben@example.org", (await JsonAsync(newsroom, "staff", "remove", "ben@example.org")).GetProperty("email").GetString());
        var unknown = await TestProgram.RunAsync(newsroom.Folder, "staff", "reset", "ben@example.org");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("Nobody on the staff has the address ben@example.org", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serving_prints_a_link_to_set_up_by_name_while_nobody_owns_the_newsroom()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var (first, second) = (await ServedLinkAsync(newsroom), await ServedLinkAsync(newsroom));

        Assert.Matches(Link(), first!);
        Assert.NotEqual(first, second);
        Assert.False((await newsroom.Services.TakeAsync(first!, "eve@example.org")).IsDone);
        Assert.True((await newsroom.Services.TakeAsync(second!, "ana@example.org")).IsDone);
        Assert.Null(await ServedLinkAsync(newsroom));
    }

    private static async Task<JsonElement> JsonAsync(TestNewsroom newsroom, params string[] command)
    {
        var result = await TestProgram.RunAsync(newsroom.Folder, [.. command, "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    /// <summary>Starts the server and ends it as soon as it says that it is ready; what it prints it prints at once.</summary>
    private static async Task<string?> ServedLinkAsync(TestNewsroom newsroom)
    {
        using var server = TestProgram.Start(newsroom.Folder, null, "serve", "--url", $"http://127.0.0.1:{TestDesk.FreePort()}");
        var ready = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        server.Kill();
        var rest = await server.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains(" is at http://127.0.0.1:", ready, StringComparison.Ordinal);
        return rest.Length == 0 ? null : rest[rest.IndexOf("http://", StringComparison.Ordinal)..].Trim();
    }

    [GeneratedRegex(@"^http://localhost:\d+/desk/setup/[\w-]{43}$")]
    private static partial Regex Link();
}
