using System.Diagnostics;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MimeKit;
using MimeKit.Cryptography;

namespace Broadside.Bench;

/// <summary>What one would write with a mail library and nothing else: a message built for each reader, signed by the library where there is a key, one after the other on a few connections.</summary>
internal static class PlainSender
{
    public static async Task<int> RunAsync(int port, string eml, int count, int connections, string key)
    {
        var example = await MimeMessage.LoadAsync(eml);
        var (text, html) = (example.TextBody!, example.HtmlBody!);
        var sent = 0;
        var watch = Stopwatch.StartNew();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var signer = key == "-" ? null : new DkimSigner(key, "example.org", "s", DkimSignatureAlgorithm.RsaSha256) { HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed, BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed };
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync("127.0.0.1", port);
            using var client = new SmtpClient();
            await client.ConnectAsync(socket, "127.0.0.1", port, MailKit.Security.SecureSocketOptions.None);
            while (Interlocked.Increment(ref sent) is var n && n <= count)
            {
                using var message = new MimeMessage { Subject = example.Subject!, Body = new MultipartAlternative(new TextPart("plain") { Text = text }, new TextPart("html") { Text = html }) };
                message.From.Add(new MailboxAddress("Outlet", "digest@example.org"));
                message.To.Add(new MailboxAddress("", $"reader{n}@example.org"));
                message.Headers.Add("List-Unsubscribe", $"<https://example.org/leave/{n}>");
                message.Prepare(EncodingConstraint.SevenBit);
                signer?.Sign(message, new[] { HeaderId.From, HeaderId.To, HeaderId.Subject, HeaderId.Date, HeaderId.MessageId });
                await client.SendAsync(message);
            }
            await client.DisconnectAsync(true);
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        var busy = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds / count;
        Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count / seconds:0} {busy:0}"));
        return 0;
    }
}
