using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Broadside.Tests.Mail.Servers;

/// <summary>Debian's own mail servers, on free ports of the loopback and with a folder of their own for all that they keep; they end with the test.</summary>
internal sealed class MailServers : IAsyncDisposable
{
    private const string Master = "/usr/lib/postfix/sbin/master";
    private const string Dovecot = "/usr/sbin/dovecot";

    private readonly TempFolder folder = new();
    private readonly List<Process> running = [];

    public int Smtp { get; } = FreePort();

    public int Lmtp { get; } = FreePort();

    public int Imap { get; } = FreePort();

    public int Pop3 { get; } = FreePort();

    /// <summary>Skips the test where the servers are missing, or may not be started because they need the superuser.</summary>
    public static void SkipWithout(params string[] more)
    {
        string[] needed = [Master, Dovecot, "/usr/lib/dovecot/imap", "/usr/lib/dovecot/lmtp", "/usr/lib/dovecot/pop3", .. more];
        Missing.SkipUnless(needed.All(File.Exists), "No mail servers: apt-get install postfix dovecot-imapd dovecot-lmtpd dovecot-pop3d opendkim python3-dkim");
        Missing.SkipUnless(Environment.UserName == "root", "Mail servers start only as root: run the tests as root.");
    }

    /// <summary>A server with the mailbox reader@there.example, which everybody may send to and whose password is "secret".</summary>
    public async Task StartDovecotAsync()
    {
        Directory.CreateDirectory(folder.At("mail"));
        await File.WriteAllTextAsync(folder.At("users"), "reader:{PLAIN}secret:65534:65534::" + folder.At("mail", "reader") + "::\n");
        await File.WriteAllTextAsync(folder.At("dovecot.conf"), $$"""
            base_dir = {{folder.At("run")}}
            state_dir = {{folder.At("state")}}
            protocols = imap pop3 lmtp
            listen = 127.0.0.1
            ssl = no
            disable_plaintext_auth = no
            log_path = {{folder.At("dovecot.log")}}
            mail_location = maildir:~/Maildir
            first_valid_uid = 1
            passdb {
              driver = passwd-file
              args = username_format=%n {{folder.At("users")}}
            }
            userdb {
              driver = passwd-file
              args = username_format=%n {{folder.At("users")}}
            }
            service imap-login {
              inet_listener imap {
                port = {{Imap}}
              }
              inet_listener imaps {
                port = 0
              }
            }
            service pop3-login {
              inet_listener pop3 {
                port = {{Pop3}}
              }
              inet_listener pop3s {
                port = 0
              }
            }
            service lmtp {
              inet_listener lmtp {
                address = 127.0.0.1
                port = {{Lmtp}}
              }
            }
            """);
        await RunAsync("/bin/chown", "-R", "nobody:nogroup", folder.At("mail"));
        await RunAsync("/bin/chmod", "755", folder.Path);
        Start(Dovecot, "-F", "-c", folder.At("dovecot.conf"));
        await ReadyAsync(Lmtp);
        await ReadyAsync(Imap);
        await ReadyAsync(Pop3);
    }

    /// <summary>A relay that takes mail for there.example, hands it to Dovecot, and brings what is for outlet.example to that port.</summary>
    public async Task StartPostfixAsync(int back)
    {
        foreach (var name in new[] { "active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "maildrop", "public", "pid", "saved", "trace" })
        {
            Directory.CreateDirectory(folder.At("queue", name));
        }
        Directory.CreateDirectory(folder.At("data"));
        Directory.CreateDirectory(folder.At("etc"));
        await File.WriteAllTextAsync(folder.At("etc", "main.cf"), $$"""
            compatibility_level = 3.6
            queue_directory = {{folder.At("queue")}}
            data_directory = {{folder.At("data")}}
            daemon_directory = /usr/lib/postfix/sbin
            command_directory = /usr/sbin
            mail_owner = postfix
            setgid_group = postdrop
            myhostname = mx.there.example
            mydestination =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            alias_maps =
            local_recipient_maps =
            virtual_mailbox_domains = there.example
            virtual_transport = lmtp:inet:127.0.0.1:{{Lmtp}}
            relay_domains = outlet.example
            transport_maps = inline:{ { outlet.example = smtp:[127.0.0.1]:{{back}} } }
            smtpd_reject_unlisted_recipient = no
            smtp_dns_support_level = disabled
            maillog_file_prefixes = {{folder.Path}}
            maillog_file = {{folder.At("postfix.log")}}

            """);
        await File.WriteAllTextAsync(folder.At("etc", "master.cf"), $"""
            127.0.0.1:{Smtp} inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            relay unix - - n - - smtp
            error unix - - n - - error
            retry unix - - n - - error
            lmtp unix - - n - - lmtp
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd

            """);
        await RunAsync("/bin/chown", "-R", "postfix", folder.At("queue"), folder.At("data"));
        await RunAsync("/bin/chown", "root", folder.At("queue"), folder.At("queue", "pid"));
        await RunAsync("/bin/chgrp", "postdrop", folder.At("queue", "public"), folder.At("queue", "maildrop"));
        Start(Master, "-c", folder.At("etc"), "-d");
        await ReadyAsync(Smtp);
    }

    /// <summary>The messages of the mailbox, once there are that many.</summary>
    public async Task<IReadOnlyList<byte[]>> MailAsync(int count)
    {
        var box = folder.At("mail", "reader", "Maildir", "new");
        for (var tries = 0; tries < 1000; tries++)
        {
            if (Directory.Exists(box) && Directory.GetFiles(box) is { } files && files.Length >= count)
            {
                return [.. files.Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
            }
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException("The mail did not arrive. " + Log());
    }

    /// <summary>Puts a message into the mailbox, as a server would that knows Maildir.</summary>
    public async Task PutAsync(string name, string message)
    {
        foreach (var part in new[] { "new", "cur", "tmp" })
        {
            Directory.CreateDirectory(folder.At("mail", "reader", "Maildir", part));
        }
        await File.WriteAllTextAsync(folder.At("mail", "reader", "Maildir", "new", name), message);
        await RunAsync("/bin/chown", "-R", "nobody:nogroup", folder.At("mail"));
    }

    /// <summary>All that is in the mailbox now, read or not.</summary>
    public IReadOnlyList<string> Kept() => [.. Directory.GetFiles(folder.At("mail", "reader", "Maildir", "new")).Concat(Directory.GetFiles(folder.At("mail", "reader", "Maildir", "cur"))).Select(File.ReadAllText)];

    public string Log() => string.Concat(new[] { "postfix.log", "dovecot.log" }.Select(n => folder.At(n)).Where(File.Exists).Select(File.ReadAllText));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in running)
        {
            // Both end their own children when they are asked to.
            await RunAsync("/bin/kill", "-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
        folder.Dispose();
    }

    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, await output + await error);
    }

    private void Start(string program, params string[] arguments) =>
        running.Add(Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder.Path })!);

    private async Task ReadyAsync(int port)
    {
        for (var tries = 0; ; tries++)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException) when (tries < 500)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
            catch (SocketException)
            {
                throw new TimeoutException($"No server at port {port}. " + Log());
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
