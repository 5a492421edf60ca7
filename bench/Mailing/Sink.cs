using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Broadside.Bench;

/// <summary>A mail server that takes everything and keeps nothing, as fast as it can: it is not to be what is measured. Counts to standard output when it is told to stop.</summary>
internal static class Sink
{
    private static readonly byte[] Greeting = Encoding.ASCII.GetBytes("220 sink\r\n");
    private static readonly byte[] Hello = Encoding.ASCII.GetBytes("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n");
    private static readonly byte[] Good = Encoding.ASCII.GetBytes("250 2.0.0 ok\r\n");
    private static readonly byte[] GoOn = Encoding.ASCII.GetBytes("354 go on\r\n");
    private static readonly byte[] Bye = Encoding.ASCII.GetBytes("221 bye\r\n");

    private static long messages;

    public static async Task<int> RunAsync(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        using var ending = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) => (e.Cancel, _) = (true, ending.CancelAsync());
        using var term = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, c =>
        {
            c.Cancel = true;
            ending.Cancel();
        });
        while (!ending.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync(ending.Token);
                socket.NoDelay = true;
                _ = ServeAsync(socket);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        Console.WriteLine(messages);
        return 0;
    }

    private static async Task ServeAsync(Socket socket)
    {
        var buffer = new byte[256 * 1024];
        var (filled, inText) = (0, false);
        var answer = new byte[4096];
        await socket.SendAsync(Greeting);
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                socket.Dispose();
                return;
            }
            filled += read;
            var (used, said) = (0, 0);
            while (true)
            {
                var rest = buffer.AsSpan(used, filled - used);
                if (inText)
                {
                    var dot = rest.IndexOf("\r\n.\r\n"u8);
                    if (dot < 0)
                    {
                        // All but what may begin the end.
                        used = filled - Math.Min(4, rest.Length);
                        break;
                    }
                    used += dot + 5;
                    inText = false;
                    Interlocked.Increment(ref messages);
                    said += Put(answer, said, Good);
                    continue;
                }
                var end = rest.IndexOf((byte)'\n');
                if (end < 0)
                {
                    break;
                }
                said += Put(answer, said, rest[0] switch
                {
                    (byte)'E' or (byte)'e' or (byte)'H' or (byte)'h' => Hello,
                    (byte)'D' or (byte)'d' => GoOn,
                    (byte)'Q' or (byte)'q' => Bye,
                    _ => Good,
                });
                inText = rest[0] is (byte)'D' or (byte)'d';
                used += end + 1;
            }
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            if (said > 0)
            {
                await socket.SendAsync(answer.AsMemory(0, said));
            }
        }
    }

    private static int Put(byte[] target, int at, byte[] words)
    {
        words.CopyTo(target, at);
        return words.Length;
    }
}
