using System.Diagnostics;

namespace Broadside.Tests;

/// <summary>The program as a process of its own, as an operator runs it.</summary>
public static class TestProgram
{
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "broadside");

    /// <summary>What a finished run left behind.</summary>
    public sealed record Result(int ExitCode, string Output, string Error);

    public static async Task<Result> RunAsync(string data, params string[] arguments)
    {
        using var process = Start(data, null, arguments);
        return await EndAsync(process);
    }

    /// <param name="data">The data folder.</param>
    /// <param name="postgres">A connection string, or null for SQLite.</param>
    /// <param name="arguments">The command and its arguments.</param>
    public static Process Start(string data, string? postgres, params string[] arguments) => Start(data, postgres, null, arguments);

    /// <param name="mishap">Ends the program, as a power cut would, at that of the points that it passes; null: none.</param>
    public static Process Start(string data, string? postgres, int? mishap, string[] arguments) => Process.Start(StartInfo(data, postgres, mishap, arguments))!;

    /// <summary>For a caller that adds to the environment.</summary>
    public static ProcessStartInfo StartInfo(string data, string? postgres, int? mishap, string[] arguments)
    {
        var start = new ProcessStartInfo(File, [.. arguments, "--data", data]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = data };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("BROADSIDE__", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }
        // As ./broadside starts its commands: watching the code to compile it better pays for days, not for seconds.
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (postgres is not null)
        {
            start.Environment["BROADSIDE__STORAGE__POSTGRES"] = postgres;
        }
        // To render every page of every newsroom that a test serves would be most of the work: those tests that want it say so.
        start.Environment["BROADSIDE__MIRROR__KEEPEDITION"] = "false";
        start.Environment["BROADSIDE__SITE__OFFLINEWORKER"] = "false";
        if (mishap is not null)
        {
            start.Environment["BROADSIDE_MISHAP"] = mishap.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        return start;
    }

    /// <summary>As a user who may read but not write what is protected against writing. The superuser, whom nothing is protected against, gives that power up.</summary>
    public static Process StartPowerless(string data, params string[] arguments)
    {
        string[] command = Environment.UserName == "root" ? ["setpriv", "--bounding-set", "-dac_override", File] : [File];
        return Process.Start(new ProcessStartInfo(command[0], [.. command[1..], .. arguments, "--data", data]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = data })!;
    }

    public static async Task<Result> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
        return new Result(process.ExitCode, await output, await error);
    }
}
