using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Broadside.Mirror.Targets;

namespace Broadside.Tests.Mirror.Targets;

/// <summary>Somebody else's machine that a mirror lies on: a real server on a free port of the loopback, with a folder of its own. It ends with the test.</summary>
internal sealed class FarServer : IAsyncDisposable
{
    public const string Password = "far-secret";
    public const string Bucket = "site";

    private readonly TempFolder folder = new();
    private Process? server;

    private FarServer(MirrorKind kind) => Kind = kind;

    public MirrorKind Kind { get; }

    public int Port { get; } = FreePort();

    /// <summary>Where the mirror's files lie on its disk.</summary>
    public string Root => Kind == MirrorKind.S3 ? folder.At("s3", Bucket, "site") : folder.At("site");

    public string Address => Kind switch
    {
        MirrorKind.Folder => "file://" + Root,
        MirrorKind.Sftp => $"sftp://{Environment.UserName}@127.0.0.1:{Port}{Root}",
        MirrorKind.Rsync when IsSsh => $"rsync+ssh://{Environment.UserName}@127.0.0.1:{Port}{Root}",
        MirrorKind.Rsync => $"rsync://far@127.0.0.1:{Port}/site",
        MirrorKind.S3 => $"s3://{Bucket}/site?endpoint=http://127.0.0.1:{Port}",
        _ => $"dav://far@127.0.0.1:{Port}/",
    };

    /// <summary>What the mirror is added with. Over SSH nothing: the newsroom makes a key.</summary>
    public string? Secret => Kind switch { MirrorKind.S3 => "S3RVER", MirrorKind.Rsync when !IsSsh => Password, MirrorKind.WebDav => Password, _ => null };

    public string? User => Kind == MirrorKind.S3 ? "S3RVER" : null;

    /// <summary>rsync over SSH.</summary>
    public bool IsSsh { get; private init; }

    /// <summary>Where readers find it: WebDAV's server shows it to everybody.</summary>
    public string At => $"http://127.0.0.1:{Port}";

    public static async Task<FarServer> StartAsync(string kind, bool isReadOnly = false)
    {
        var server = new FarServer(Enum.Parse<MirrorKind>(kind.Split('+')[0])) { IsSsh = kind.EndsWith("+ssh", StringComparison.Ordinal) };
        server.SkipIfMissing();
        Directory.CreateDirectory(server.Kind == MirrorKind.S3 ? server.folder.At("s3") : server.Root);
        await server.RunAsync(isReadOnly);
        return server;
    }

    public string Within(string name) => Kind == MirrorKind.S3 ? Path.Combine(Root, name + "._S3rver_object") : Path.Combine(Root, name);

    /// <summary>The line that the volunteer puts where the SSH server looks.</summary>
    public Task AuthorizeAsync(string line) => File.AppendAllTextAsync(folder.At("authorized_keys"), line + "\n");

    /// <summary>Another machine at the same address: SSH shows a new key.</summary>
    public async Task ReplaceHostAsync()
    {
        Stop();
        File.Delete(folder.At("host"));
        File.Delete(folder.At("host.pub"));
        await RunAsync(false);
    }

    public void Stop()
    {
        if (server is not null)
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            server.Dispose();
            server = null;
        }
    }

    public Task StartAgainAsync() => RunAsync(false);

    public ValueTask DisposeAsync()
    {
        Stop();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private void SkipIfMissing()
    {
        var (program, package) = Kind switch
        {
            MirrorKind.Sftp => ("/usr/sbin/sshd", "openssh-server"),
            MirrorKind.Rsync when IsSsh => ("/usr/sbin/sshd", "openssh-server"),
            MirrorKind.Rsync => ("/usr/bin/rsync", "rsync"),
            MirrorKind.WebDav => ("/usr/sbin/nginx", "nginx"),
            MirrorKind.S3 => (Repository.At("tools", "node_modules", "s3rver", "package.json"), "the checkers: npm ci in tools"),
            _ => ("/", ""),
        };
        Missing.SkipUnless(Path.Exists(program) && (!IsSsh || File.Exists("/usr/bin/rsync")), $"No server for mirrors: apt-get install {package}");
    }

    private async Task RunAsync(bool isReadOnly)
    {
        server = Kind switch
        {
            MirrorKind.Folder => null,
            MirrorKind.Sftp => await SshdAsync(isReadOnly),
            MirrorKind.Rsync when IsSsh => await SshdAsync(isReadOnly),
            MirrorKind.Rsync => await RsyncdAsync(isReadOnly),
            MirrorKind.S3 => Start("node", Repository.At("tools", "node_modules", "s3rver", "bin", "s3rver.js"), "-d", folder.At("s3"), "-a", "127.0.0.1", "-p", $"{Port}", "-s", "--no-vhost-buckets", "--configure-bucket", Bucket),
            _ => await NginxAsync(isReadOnly),
        };
        if (server is not null)
        {
            await ReadyAsync();
        }
    }

    private async Task<Process> SshdAsync(bool isReadOnly)
    {
        if (!File.Exists(folder.At("host")))
        {
            using var making = Start("/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.At("host"));
            await making.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        if (Environment.UserName == "root")
        {
            Directory.CreateDirectory("/run/sshd");
        }
        await File.WriteAllTextAsync(folder.At("sshd_config"), $"""
            ListenAddress 127.0.0.1
            Port {Port}
            HostKey {folder.At("host")}
            PidFile none
            AuthorizedKeysFile {folder.At("authorized_keys")}
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin yes
            MaxStartups 100
            Subsystem sftp internal-sftp{(isReadOnly ? " -R" : "")}

            """);
        return Start("/usr/sbin/sshd", "-D", "-e", "-f", folder.At("sshd_config"));
    }

    private async Task<Process> RsyncdAsync(bool isReadOnly)
    {
        await File.WriteAllTextAsync(folder.At("rsyncd.secrets"), $"far:{Password}\n");
        File.SetUnixFileMode(folder.At("rsyncd.secrets"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var owner = Environment.UserName == "root" ? "uid = root\ngid = root\n" : "";
        await File.WriteAllTextAsync(folder.At("rsyncd.conf"), $"""
            use chroot = no
            reverse lookup = no
            {owner}pid file = {folder.At("rsyncd.pid")}
            log file = {folder.At("rsyncd.log")}
            [site]
            path = {Root}
            read only = {(isReadOnly ? "yes" : "no")}
            auth users = far
            secrets file = {folder.At("rsyncd.secrets")}

            """);
        return Start("/usr/bin/rsync", "--daemon", "--no-detach", "--address", "127.0.0.1", "--port", $"{Port}", "--config", folder.At("rsyncd.conf"));
    }

    private async Task<Process> NginxAsync(bool isReadOnly)
    {
        await File.WriteAllTextAsync(folder.At("users"), "far:{PLAIN}" + Password + "\n");
        await File.WriteAllTextAsync(folder.At("nginx.conf"), $$"""
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            daemon off;
            worker_processes 1;
            pid {{folder.At("nginx.pid")}};
            error_log {{folder.At("nginx.log")}};
            events { worker_connections 64; }
            http {
              access_log off;
              default_type application/octet-stream;
              client_max_body_size 100m;
              client_body_temp_path {{folder.At("body")}};
              proxy_temp_path {{folder.At("proxy")}};
              fastcgi_temp_path {{folder.At("fastcgi")}};
              uwsgi_temp_path {{folder.At("uwsgi")}};
              scgi_temp_path {{folder.At("scgi")}};
              server {
                listen 127.0.0.1:{{Port}};
                root {{Root}};
                location / {
                  {{(isReadOnly ? "" : "dav_methods PUT DELETE MKCOL MOVE;")}}
                  limit_except GET HEAD { auth_basic mirror; auth_basic_user_file {{folder.At("users")}}; }
                }
              }
            }

            """);
        return Start("/usr/sbin/nginx", "-p", folder.Path, "-c", folder.At("nginx.conf"));
    }

    private static Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task ReadyAsync()
    {
        while (true)
        {
            Assert.False(server!.HasExited, $"The server for {Kind} did not start.");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
