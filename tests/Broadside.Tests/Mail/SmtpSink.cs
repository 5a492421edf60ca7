using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Broadside.Tests.Mail;

/// <summary>A mail server that takes everything, remembers it, and fails as it is told. What it has accepted is noted before the answer leaves, as a server that syncs its queue does.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    // A sender whose patience is shorter than this gives up on a silent or late server.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private readonly TcpListener listener;
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentBag<Task> connections = [];
    private readonly Func<int, string, SinkFault> fault;
    private readonly Func<string, string?> refuse;
    private readonly Task accepting;
    private readonly bool pipelining;
    private int messages;

    /// <param name="fault">What goes wrong with the message of that number (1 is the first) to that recipient.</param>
    /// <param name="pipelining">Whether it offers to take commands together.</param>
    /// <param name="address">Where it listens; the loopback address and any port if not given.</param>
    /// <param name="refuse">What it says when a recipient is named whom it does not take, as "550 5.1.1 no such person".</param>
    public SmtpSink(Func<int, string, SinkFault>? fault = null, bool pipelining = true, IPEndPoint? address = null, Func<string, string?>? refuse = null)
    {
        listener = new TcpListener(address ?? new IPEndPoint(IPAddress.Loopback, 0));
        this.fault = fault ?? ((_, _) => SinkFault.None);
        this.refuse = refuse ?? (_ => null);
        this.pipelining = pipelining;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Everything that was taken, in order: recipient, return path, text with its dots made single.</summary>
    public ConcurrentQueue<(string To, string From, string Text)> Accepted { get; } = new();

    /// <summary>Every message that was refused once its text had come, and in what words.</summary>
    public ConcurrentQueue<(string To, string Words)> Refused { get; } = new();

    public int Connections => connections.Count;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listener.Dispose();
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(ending.Token);
                client.NoDelay = true;
                connections.Add(ServeAsync(client));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await SayAsync(stream, "220 sink ready");
            string from = "", to = "";
            while (await reader.ReadLineAsync(ending.Token) is { } line)
            {
                var word = line.Split(' ', ':')[0].ToUpperInvariant();
                switch (word)
                {
                    case "EHLO":
                        await SayAsync(stream, "250-sink" + (pipelining ? "\r\n250-PIPELINING" : "") + "\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES");
                        break;
                    case "MAIL":
                        (from, to) = (Address(line), "");
                        await SayAsync(stream, "250 2.1.0 ok");
                        break;
                    case "RCPT":
                        var refusal = refuse(Address(line));
                        to = refusal is null ? Address(line) : "";
                        await SayAsync(stream, refusal ?? "250 2.1.5 ok");
                        break;
                    case "DATA" when to.Length == 0:
                        await SayAsync(stream, "554 5.5.1 no valid recipients");
                        break;
                    case "DATA":
                        if (!await DataAsync(client, stream, reader, from, to))
                        {
                            return;
                        }
                        break;
                    case "QUIT":
                        await SayAsync(stream, "221 2.0.0 bye");
                        return;
                    default:
                        await SayAsync(stream, "250 2.0.0 ok");
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The sender was killed, or the test is over.
        }
    }

    private async Task<bool> DataAsync(TcpClient client, NetworkStream stream, StreamReader reader, string from, string to)
    {
        var todo = fault(Interlocked.Increment(ref messages), to);
        await SayAsync(stream, "354 go on");
        if (todo == SinkFault.DropInText)
        {
            await reader.ReadLineAsync(ending.Token);
            Reset(client);
            return false;
        }
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(ending.Token) is var line && line != ".")
        {
            if (line is null)
            {
                // Without its dot it is none.
                return false;
            }
            text.Append(line.StartsWith('.') ? line.AsSpan(1) : line).Append("\r\n");
        }
        if (Refusal(todo) is { } refusal)
        {
            Refused.Enqueue((to, refusal));
            await SayAsync(stream, refusal);
            return todo != SinkFault.Closing;
        }
        switch (todo)
        {
            case SinkFault.DropAfterDot:
                return false;
            case SinkFault.Reset:
                Reset(client);
                return false;
            case SinkFault.Silent:
                await Task.Delay(Silence, ending.Token);
                return false;
        }
        Accepted.Enqueue((to, from, text.ToString()));
        switch (todo)
        {
            case SinkFault.TakeAndDrop:
                Reset(client);
                return false;
            case SinkFault.SplitAnswer or SinkFault.Slow:
                foreach (var letter in "250 2.0.0 taken\r\n")
                {
                    await stream.WriteAsync(new[] { (byte)letter }, ending.Token);
                    await stream.FlushAsync(ending.Token);
                    await Task.Delay(todo == SinkFault.Slow ? 20 : 0, ending.Token);
                }
                return true;
            case SinkFault.Late:
                await Task.Delay(Silence, ending.Token);
                break;
        }
        await SayAsync(stream, "250 2.0.0 taken");
        return true;
    }

    private static string? Refusal(SinkFault fault) => fault switch
    {
        SinkFault.Later => "451 4.3.0 try again later",
        SinkFault.Busy => "450 4.2.1 the mailbox is busy",
        SinkFault.Full => "452 4.3.1 there is no room left",
        SinkFault.Never => "550 5.1.1 no such person",
        SinkFault.Failing => "554 5.3.0 it did not work",
        SinkFault.Policy => "550 5.7.1 your mail is not wanted here",
        SinkFault.Closing => "421 4.3.2 shutting down",
        _ => null,
    };

    private static void Reset(TcpClient client)
    {
        client.Client.LingerState = new LingerOption(true, 0);
        client.Client.Close();
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    private async Task SayAsync(NetworkStream stream, string words) => await stream.WriteAsync(Encoding.UTF8.GetBytes(words + "\r\n"), ending.Token);
}

/// <summary>What goes wrong with one message.</summary>
public enum SinkFault
{
    None,

    /// <summary>The connection breaks before the final dot.</summary>
    DropInText,

    /// <summary>It breaks after the dot, and the message was not taken.</summary>
    DropAfterDot,

    /// <summary>It was taken, and the answer never comes.</summary>
    TakeAndDrop,

    /// <summary>451.</summary>
    Later,

    /// <summary>550 5.1.1.</summary>
    Never,

    /// <summary>550 5.7.1.</summary>
    Policy,

    /// <summary>421.</summary>
    Closing,

    /// <summary>250, a letter at a time.</summary>
    SplitAnswer,

    /// <summary>The same, with pauses.</summary>
    Slow,

    /// <summary>The connection is reset after the dot, and the message was not taken.</summary>
    Reset,

    /// <summary>No answer comes for two seconds, then the connection ends; the message was not taken.</summary>
    Silent,

    /// <summary>It was taken, and the answer comes after two seconds.</summary>
    Late,

    /// <summary>450.</summary>
    Busy,

    /// <summary>452.</summary>
    Full,

    /// <summary>554.</summary>
    Failing,
}
