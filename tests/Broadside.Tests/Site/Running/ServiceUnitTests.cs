using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Broadside.Site.Running;
using Broadside.Tests.Desk;

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

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    public async Task Whoever_starts_it_hears_when_it_answers(string kind)
    {
        using var folder = new TempFolder();
        // A name with @ lies in no folder, and is for all of the machine.
        var name = kind.Length == 0 ? folder.At("notify") : $"broadside-test-{Guid.NewGuid():N}";
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(kind.Length == 0 ? name : '\0' + name));
        var address = $"http://127.0.0.1:{TestDesk.FreePort()}";
        Directory.CreateDirectory(folder.At("data"));
        var start = TestProgram.StartInfo(folder.At("data"), null, null, ["serve", "--url", address]);
        start.Environment["NOTIFY_SOCKET"] = kind + name;
        using var server = Process.Start(start)!;
        var errors = server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            var said = new byte[100];
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromMinutes(2));
            var length = await systemd.ReceiveAsync(said, patience.Token);

            Assert.Equal("READY=1", Encoding.ASCII.GetString(said, 0, length));
            using var client = new HttpClient();
            Assert.Equal("ok\n", await client.GetStringAsync(new Uri(address + "/healthz"), TestContext.Current.CancellationToken));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
        Assert.DoesNotContain("systemd", await errors, StringComparison.Ordinal);
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
