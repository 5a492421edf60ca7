using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Broadside.Site.Running;

namespace Broadside.Tests.Site.Running;

public sealed partial class ServiceUnitTests
{
    private const string Analyzer = "/usr/bin/systemd-analyze";

    [Theory]
    [InlineData("/usr/bin/broadside", "/var/lib/broadside", null)]
    [InlineData("/opt/broad side/100%/broadside", "/srv/news \"one\"", "http://[::1]:5080")]
    public async Task Systemd_takes_the_unit_and_finds_it_well_shut(string program, string data, string? url)
    {
        Missing.SkipUnless(File.Exists(Analyzer), "No systemd-analyze: apt-get install systemd.");
        using var folder = new TempFolder();
        var unit = folder.At("broadside.service");
        // The check wants a program that is there and a user whom the machine knows.
        await File.WriteAllTextAsync(unit, ServiceUnit.Write(program, data, "daemon", url).Replace("ExecStart=", "ExecStart=/bin/echo ", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var (_, said) = await RunAsync("verify", "--recursive-errors=no", unit);
        var (_, exposure) = await RunAsync("security", "--offline=yes", "--no-pager", unit);

        Assert.DoesNotContain("broadside.service", said, StringComparison.Ordinal);
        var level = double.Parse(Level().Match(exposure).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(level, 0.1, 2.5);
    }

    [Fact]
    public async Task The_command_prints_it_and_makes_no_newsroom()
    {
        using var folder = new TempFolder();
        using var process = TestProgram.Start(folder.Path, null, "service", "--user", "news", "--url", "http://127.0.0.1:5080");

        var end = await TestProgram.EndAsync(process);

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(ServiceUnit.Write(TestProgram.File, folder.Path, "news", "http://127.0.0.1:5080"), end.Output);
        Assert.Contains($"\nReadWritePaths={folder.Path}\n", end.Output, StringComparison.Ordinal);
        Assert.Contains("\nReadWritePaths=-/var/backups/broadside\n", end.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Analyzer, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    [GeneratedRegex(@"Overall exposure level for broadside\.service: ([0-9.]+)")]
    private static partial Regex Level();
}
