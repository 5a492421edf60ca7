using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Broadside.Tests.Site.Running;

/// <summary>What the manual tells people to copy is tried.</summary>
public sealed partial class ManualTests
{
    private const string Tor = "/usr/bin/tor";

    private static readonly string Manual = File.ReadAllText(Repository.At("docs", "manual", "running.md"));

    [Fact]
    public async Task Tor_takes_the_onion_service_of_the_manual()
    {
        Missing.SkipUnless(File.Exists(Tor), "No tor: apt-get install tor.");
        using var folder = new TempFolder();
        var torrc = folder.At("torrc");
        await File.WriteAllTextAsync(torrc, $"DataDirectory {folder.At("tor")}\nSocksPort 0\n" + Block("torrc").Replace("/var/lib/tor/broadside/", folder.At("onion"), StringComparison.Ordinal), TestContext.Current.CancellationToken);

        using var tor = Process.Start(new ProcessStartInfo(Tor, ["-f", torrc, "--defaults-torrc", "/dev/null", "--verify-config"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await tor.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await tor.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(tor.ExitCode == 0, said);
        Assert.Contains("Configuration was valid", said, StringComparison.Ordinal);
        Assert.DoesNotContain("[warn]", string.Join('\n', said.Split('\n').Where(l => !l.Contains("root", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_packages_scripts_and_the_release_are_scripts()
    {
        string[][] scripts = [["bash", "release"], .. new[] { "preinst", "postinst", "prerm", "postrm" }.Select(s => new[] { "sh", $"tools/deb/{s}" })];
        foreach (var script in scripts)
        {
            using var shell = Process.Start(new ProcessStartInfo(script[0], ["-n", Repository.At(script[1])]) { RedirectStandardError = true })!;
            var said = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(shell.ExitCode == 0, said);
            Assert.True(!OperatingSystem.IsWindows() && File.GetUnixFileMode(Repository.At(script[1])).HasFlag(UnixFileMode.UserExecute), script[1]);
        }
    }

    [Fact]
    public void The_package_has_a_backup_made_each_night_where_its_unit_may_write_and_nobody_else_reads()
    {
        var folder = Folder().Match(File.ReadAllText(Repository.At("tools", "deb", "environment"))).Groups[1].Value;
        var script = File.ReadAllText(Repository.At("tools", "deb", "postinst"));

        Assert.NotEmpty(folder);
        Assert.Contains($"\nReadWritePaths=-{folder}\n", Broadside.Site.Running.ServiceUnit.Write("/usr/bin/broadside", "/var/lib/broadside", "broadside", null), StringComparison.Ordinal);
        Assert.Contains($"backups={folder}\n", script, StringComparison.Ordinal);
        Assert.Contains("install -d -o broadside -g broadside -m 0700 $backups\n", script, StringComparison.Ordinal);
    }

    // Minutes, and half a gigabyte: the program of this machine alone, as it is handed out.
    [Fact(Explicit = true)]
    [Trait("Suite", "slow")]
    public async Task A_release_runs_without_NET_and_its_package_is_whole()
    {
        Missing.SkipUnless(File.Exists("/usr/bin/dpkg-deb"), "No dpkg-deb: apt-get install dpkg.");
        var machine = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        await RunAsync(Repository.At("release"), null, "--machine", machine);
        var made = Repository.At(".build", "release");
        var program = Directory.GetFiles(made, $"broadside-*-{machine}").Single();
        var package = Directory.GetFiles(made, "*.deb").Single();
        using var folder = new TempFolder();

        await RunAsync(program, folder.Path, "sample", "--data", folder.At("data"));
        await RunAsync(program, folder.Path, "doctor", "--data", folder.At("data"));
        var contents = await RunAsync("dpkg-deb", null, "--contents", package);
        var about = await RunAsync("dpkg-deb", null, "--info", package);

        foreach (var file in new[] { "./usr/lib/broadside/broadside", "./usr/bin/broadside -> ../lib/broadside/broadside", "./usr/lib/systemd/system/broadside.service", "./etc/broadside/environment", "./usr/share/doc/broadside/manual/running.md" })
        {
            Assert.Contains(file, contents, StringComparison.Ordinal);
        }
        Assert.DoesNotMatch(@"(?m)^\S+ (?!root/root)", contents);
        Assert.Contains("conffiles", about, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string program, string? unpackAt, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (unpackAt is not null)
        {
            start.Environment["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = unpackAt;
            start.Environment["DOTNET_ROOT"] = "/nowhere";
        }
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await error}");
        return await output;
    }

    [GeneratedRegex("^BROADSIDE__BACKUP__FOLDER=(.+)$", RegexOptions.Multiline)]
    private static partial Regex Folder();

    private static string Block(string language) => Regex.Match(Manual, $"```{language}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
}
