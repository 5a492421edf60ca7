using System.Diagnostics;

namespace Broadside.Tests.Site.Https;

/// <summary>The authority that our client is tried with is tried itself with a client that the world uses.</summary>
public sealed class AcmeAuthorityTests
{
    private const string Uacme = "/usr/bin/uacme";

    // "begin" puts the proof up where the authority will look, "done" and "failed" take it down.
    private const string Hook = "#!/bin/sh\n[ \"$2\" = http-01 ] || exit 1\n[ \"$1\" != begin ] || printf %s \"$5\" >\"$(dirname \"$0\")/proof-$4\"\n";

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_client_that_others_wrote_gets_its_certificate(int nonces)
    {
        Missing.SkipUnless(File.Exists(Uacme), "No uacme: apt-get install uacme.");
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("hook"), Hook, TestContext.Current.CancellationToken);
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        File.SetUnixFileMode(folder.At("hook"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var authority = await AcmeAuthority.StartAsync();
        authority.NoncesToRefuse = nonces;
        authority.Fetch = (_, path) => Task.FromResult(File.Exists(folder.At("proof-" + Path.GetFileName(path))) ? File.ReadAllText(folder.At("proof-" + Path.GetFileName(path))) : null);
        string[] common = ["-a", authority.Directory, "-c", folder.At("conf"), "-t", "EC", "-b", "256", "-y"];

        await RunAsync([.. common, "new", "desk@news.test"]);
        await RunAsync([.. common, "-h", folder.At("hook"), "-o", "issue", "news.test"]);

        Assert.Empty(authority.Broken);
        var pem = await File.ReadAllTextAsync(folder.At("conf", "news.test", "cert.pem"), TestContext.Current.CancellationToken);
        Assert.Equal(2, pem.Split("BEGIN CERTIFICATE").Length - 1);
    }

    private static async Task RunAsync(string[] arguments)
    {
        using var client = Process.Start(new ProcessStartInfo(Uacme, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (client.StandardOutput.ReadToEndAsync(), client.StandardError.ReadToEndAsync());
        await client.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(client.ExitCode == 0, $"uacme {string.Join(' ', arguments)}: {await output} {await error}");
    }
}
