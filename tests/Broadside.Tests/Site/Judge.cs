using System.Diagnostics;

namespace Broadside.Tests.Site;

/// <summary>A judge beside the test data, as a process of its own.</summary>
internal static class Judge
{
    /// <param name="name">As <c>judge-html.sh</c>.</param>
    /// <param name="arguments">An address, and what else the judge takes.</param>
    public static async Task<TestProgram.Result> RunAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [TestData.At("tools", "judges", name), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A judge in Java looks at one page and ends: compiling itself with care takes it twice the time.
        start.Environment["JAVA_TOOL_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
        using var process = Process.Start(start)!;
        var result = await TestProgram.EndAsync(process);
        // 2: the judge could not run, which is a want of this machine and no verdict.
        Missing.SkipUnless(result.ExitCode != 2 || !result.Error.Contains("install.sh", StringComparison.Ordinal), $"The judges are not installed: {result.Error}");
        return result;
    }
}
