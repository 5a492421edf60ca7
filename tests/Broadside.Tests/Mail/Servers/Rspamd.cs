using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Broadside.Tests.Mail.Checks;

namespace Broadside.Tests.Mail.Servers;

/// <summary>
/// Debian's rspamd with the rules that it comes with, on a free port of the loopback. It asks the given name server alone, so
/// nothing leaves this machine: lists of others are switched off.
/// </summary>
internal sealed class Rspamd : IAsyncDisposable
{
    public const string Program = "/usr/bin/rspamd";

    // What asks others over the net, and what trusts mail by lists of large senders.
    private static readonly string[] Off = ["rbl", "surbl", "fuzzy_check", "asn", "phishing", "rspamd_update", "url_redirector", "dcc", "neural", "multimap", "whitelist"];

    private readonly TempFolder folder = new();
    private readonly HttpClient client = new();
    private readonly Process process;

    public Rspamd(NameServer names)
    {
        var port = FreePort();
        client.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        Directory.CreateDirectory(folder.At("override.d"));
        foreach (var module in Off)
        {
            Set($"{module}.conf", "enabled = false;");
        }
        foreach (var worker in new[] { "controller", "proxy", "fuzzy" })
        {
            Set($"worker-{worker}.inc", "enabled = false;");
        }
        Set("worker-normal.inc", $"bind_socket = \"127.0.0.1:{port}\"; count = 1;");
        File.WriteAllText(folder.At("suffixes"), "example\norg\n");
        // Its own list of suffixes and its compiled patterns take a minute to load and change no verdict here.
        Set("options.inc", $$"""
            dns { nameserver = ["{{names.Address}}"]; timeout = 1s; retransmits = 2; }
            control_socket = "{{folder.At("control")}}";
            pidfile = "{{folder.At("pid")}}";
            url_tld = "{{folder.At("suffixes")}}";
            disable_hyperscan = true;
            """);
        var arguments = new[] { "DBDIR", "RUNDIR", "LOGDIR", "LOCAL_CONFDIR" }.Select(v => $"--var={v}={folder.Path}");
        process = Process.Start(new ProcessStartInfo(Program, ["-f", "-i", "-c", "/etc/rspamd/rspamd.conf", .. arguments]) { WorkingDirectory = folder.Path })!;
    }

    public static void SkipWithout()
    {
        Missing.SkipUnless(File.Exists(Program), "No rspamd: apt-get install rspamd");
        Missing.SkipUnless(Environment.UserName == "root", "rspamd starts only as root: run the tests as root.");
    }

    /// <summary>What it says of a message that this machine is given.</summary>
    public async Task<JsonElement> ScanAsync(string from, string to, byte[] message, string address, string host)
    {
        for (var tries = 0; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/checkv2") { Content = new ByteArrayContent(message) };
            foreach (var (name, value) in new[] { ("From", from), ("Rcpt", to), ("IP", address), ("Helo", host), ("Hostname", host) })
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
            try
            {
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                using var read = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                return read.RootElement.Clone();
            }
            catch (HttpRequestException e) when (e.InnerException is SocketException && tries < 1200 && !process.HasExited)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (!process.HasExited)
        {
            // It ends its workers when it is asked to.
            await MailServers.RunAsync("/bin/kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
        }
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        folder.Dispose();
    }

    private void Set(string name, string text) => File.WriteAllText(folder.At("override.d", name), text + "\n");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
