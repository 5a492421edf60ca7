using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Broadside.Mail.Wire;

/// <summary>
/// One connection to a mail server, in the steps that a ledger needs: nothing is a delivery before the final dot is
/// written, and the dot of one message may open the next one in the same packet (RFC 2920). What goes wrong is an answer,
/// never an exception; after a lost one the connection is of no more use.
/// </summary>
public sealed class SmtpConnection : IMailLine
{
    private readonly SmtpTarget target;
    private readonly CancellationToken ending;
    private readonly CancellationTokenSource patience;
    private readonly HashSet<string> offers = new(StringComparer.OrdinalIgnoreCase);
    private readonly StringBuilder line = new();
    private readonly byte[] packet = new byte[4096];
    private Socket? socket;
    private Stream stream = Stream.Null;
    private SmtpReader reader = new(Stream.Null);

    private SmtpConnection(SmtpTarget target, CancellationToken ending)
    {
        this.target = target;
        this.ending = ending;
        patience = CancellationTokenSource.CreateLinkedTokenSource(ending);
    }

    /// <summary>Whether commands may follow each other without waiting for each answer.</summary>
    public bool TakesPipelining => offers.Contains("PIPELINING");

    /// <summary>Whether addresses outside ASCII are taken (RFC 6531).</summary>
    public bool TakesUtf8 => offers.Contains("SMTPUTF8");

    public bool IsLost { get; private set; }

    /// <summary>Connects, greets, turns TLS on and signs in, as the target says.</summary>
    /// <param name="target">Where, and as whom.</param>
    /// <param name="cancel">Ends the connection, whatever it is at.</param>
    /// <returns>The connection where the answer is good; otherwise why not.</returns>
    public static async Task<(SmtpConnection? Connection, SmtpAnswer Answer)> OpenAsync(SmtpTarget target, CancellationToken cancel)
    {
        var connection = new SmtpConnection(target, cancel);
        var answer = await connection.GuardAsync(connection.GreetAsync, SmtpStep.Connect);
        if (answer.IsGood)
        {
            return (connection, answer);
        }
        await connection.DisposeAsync();
        return (null, answer);
    }

    /// <summary>Names sender and recipient and asks to send the text.</summary>
    /// <returns>Good (354) when the text may follow; otherwise the first refusal, after which another message may be begun unless the connection is lost.</returns>
    public async Task<SmtpAnswer> BeginAsync(SmtpEnvelope envelope)
    {
        if (!TakesPipelining)
        {
            return await GuardAsync(() => BeginSlowlyAsync(envelope), SmtpStep.Sender);
        }
        return await GuardAsync(async () =>
        {
            await stream.WriteAsync(packet.AsMemory(0, Opening(envelope, 0)), patience.Token);
            return await ReadBegunAsync();
        }, SmtpStep.Sender);
    }

    /// <summary>Sends text: it ends in CRLF, and its lines that begin with a dot begin with two.</summary>
    public Task<SmtpAnswer> WriteAsync(ReadOnlyMemory<byte> text) => GuardAsync(async () =>
    {
        await stream.WriteAsync(text, patience.Token);
        return new SmtpAnswer(250, "", SmtpStep.Text);
    }, SmtpStep.Text);

    /// <summary>Sends the final dot. When the answer is lost, nobody knows here whether the message was taken.</summary>
    public Task<SmtpAnswer> EndAsync() => GuardAsync(async () =>
    {
        await stream.WriteAsync(".\r\n"u8.ToArray(), patience.Token);
        return await ReadEndAsync();
    }, SmtpStep.End);

    /// <summary>Sends the final dot and begins the next message in the same packet.</summary>
    public async Task<(SmtpAnswer Ended, SmtpAnswer Begun)> EndAndBeginAsync(SmtpEnvelope next)
    {
        if (!TakesPipelining)
        {
            var slowly = await EndAsync();
            return (slowly, IsLost ? SmtpAnswer.Lost(slowly.Text) : await BeginAsync(next));
        }
        var ended = await GuardAsync(async () =>
        {
            ".\r\n"u8.CopyTo(packet);
            await stream.WriteAsync(packet.AsMemory(0, Opening(next, 3)), patience.Token);
            return await ReadEndAsync();
        }, SmtpStep.End);
        return (ended, IsLost ? SmtpAnswer.Lost(ended.Text) : await GuardAsync(ReadBegunAsync, SmtpStep.Sender));
    }

    /// <summary>Forgets a message that was begun; only before its text.</summary>
    public Task<SmtpAnswer> ResetAsync() => GuardAsync(() => AskAsync("RSET", SmtpStep.Sender), SmtpStep.Sender);

    /// <summary>Says goodbye, and does not wait long for the answer.</summary>
    public async ValueTask DisposeAsync()
    {
        if (socket is { Connected: true } && !IsLost && !ending.IsCancellationRequested)
        {
            await GuardAsync(() => AskAsync("QUIT", SmtpStep.End), SmtpStep.End, TimeSpan.FromSeconds(2));
        }
        await stream.DisposeAsync();
        socket?.Dispose();
        patience.Dispose();
    }

    private async Task<SmtpAnswer> GreetAsync()
    {
        // Without NoDelay each message waits for a delayed acknowledgement: 46 ms instead of one.
        socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await (target.Address is { } address ? socket.ConnectAsync(address, target.Port, patience.Token) : socket.ConnectAsync(target.Host, target.Port, patience.Token));
        Use(new NetworkStream(socket, ownsSocket: false));
        if (target.Security == WireSecurity.Tls)
        {
            await SecureAsync();
        }
        var greeting = (await reader.ReadAsync(patience.Token)).Answer;
        if (!greeting.IsGood)
        {
            return greeting;
        }
        var hello = await HelloAsync();
        if (hello.IsGood && (target.Security == WireSecurity.Starttls || (target.Security == WireSecurity.Offered && offers.Contains("STARTTLS"))))
        {
            hello = await StartTlsAsync();
        }
        return hello.IsGood && target.User is not null ? await SignInAsync(target.User, target.Password ?? "") : hello;
    }

    private async Task<SmtpAnswer> HelloAsync()
    {
        await SayAsync("EHLO " + target.Name);
        var (answer, lines) = await reader.ReadAsync(patience.Token);
        offers.Clear();
        foreach (var offer in lines.Skip(1))
        {
            offers.Add(offer.Trim());
            offers.Add(offer.Trim().Split(' ')[0]);
        }
        return answer.IsGood || answer.IsLost ? answer : await AskAsync("HELO " + target.Name, SmtpStep.Connect);
    }

    private async Task<SmtpAnswer> StartTlsAsync()
    {
        if (!offers.Contains("STARTTLS"))
        {
            return SmtpAnswer.Lost("The mail server offers no encryption (STARTTLS). Set Tls of this route to “none” only when it stands on this machine.");
        }
        var answer = await AskAsync("STARTTLS", SmtpStep.Connect);
        if (!answer.IsGood)
        {
            return answer;
        }
        if (reader.HasMore)
        {
            return SmtpAnswer.Lost("The mail server spoke before encryption began; what came may be another's words.");
        }
        await SecureAsync();
        return await HelloAsync();
    }

    private async Task SecureAsync()
    {
#pragma warning disable CA5359 // where TLS is only an offer, an unknown certificate is still better than none
        var secure = target.Security == WireSecurity.Offered ? new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true) : new SslStream(stream);
#pragma warning restore CA5359
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = target.Host }, patience.Token);
        Use(secure);
    }

    private async Task<SmtpAnswer> SignInAsync(string user, string password)
    {
        var ways = offers.FirstOrDefault(o => o.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant().Split(' ') ?? [];
        if (ways.Contains("PLAIN"))
        {
            return await AskAsync("AUTH PLAIN " + Base64($"\0{user}\0{password}"), SmtpStep.SignIn);
        }
        if (!ways.Contains("LOGIN"))
        {
            return SmtpAnswer.Lost("The mail server takes no name and password (AUTH PLAIN or LOGIN).", SmtpStep.SignIn);
        }
        foreach (var word in (string[])["AUTH LOGIN", Base64(user)])
        {
            if (await AskAsync(word, SmtpStep.SignIn) is { IsGood: false } refused)
            {
                return refused;
            }
        }
        return await AskAsync(Base64(password), SmtpStep.SignIn);
    }

    private async Task<SmtpAnswer> BeginSlowlyAsync(SmtpEnvelope envelope)
    {
        var answer = await AskAsync(Sender(envelope), SmtpStep.Sender);
        if (answer.IsGood)
        {
            answer = await AskAsync($"RCPT TO:<{envelope.To}>", SmtpStep.Recipient);
        }
        if (answer.IsGood)
        {
            answer = await AskAsync("DATA", SmtpStep.Text);
        }
        if (!answer.IsGood && !answer.IsLost && answer.Code != 421)
        {
            await AskAsync("RSET", SmtpStep.Sender);
        }
        return answer;
    }

    private async Task<SmtpAnswer> ReadBegunAsync()
    {
        var sender = (await reader.ReadAsync(patience.Token)).Answer with { Step = SmtpStep.Sender };
        var recipient = sender.IsLost ? sender : (await reader.ReadAsync(patience.Token)).Answer with { Step = SmtpStep.Recipient };
        var text = recipient.IsLost ? recipient : (await reader.ReadAsync(patience.Token)).Answer with { Step = SmtpStep.Text };
        var first = !sender.IsGood ? sender : !recipient.IsGood ? recipient : text;
        if (first.IsGood || text.IsLost)
        {
            return first.IsGood || !text.IsLost || first.Code > 0 ? first : text;
        }
        if (text.IsGood)
        {
            // It wants a text although it took no recipient: an empty one, which goes to nobody.
            await stream.WriteAsync(".\r\n"u8.ToArray(), patience.Token);
            await reader.ReadAsync(patience.Token);
        }
        else
        {
            await AskAsync("RSET", SmtpStep.Sender);
        }
        return first;
    }

    private async Task<SmtpAnswer> ReadEndAsync()
    {
        patience.CancelAfter(target.LastPatience);
        return (await reader.ReadAsync(patience.Token)).Answer with { Step = SmtpStep.End };
    }

    // The three commands of a message, at that place of the packet; returns where they end.
    private int Opening(SmtpEnvelope envelope, int at)
    {
        line.Clear().Append(Sender(envelope)).Append("\r\nRCPT TO:<").Append(envelope.To).Append(">\r\nDATA\r\n");
        return at + Encoding.UTF8.GetBytes(line.ToString(), packet.AsSpan(at));
    }

    private static string Sender(SmtpEnvelope envelope) => $"MAIL FROM:<{envelope.From}>{(envelope.NeedsUtf8 ? " SMTPUTF8" : "")}";

    private async Task<SmtpAnswer> AskAsync(string command, SmtpStep step)
    {
        await SayAsync(command);
        return (await reader.ReadAsync(patience.Token)).Answer with { Step = step };
    }

    private ValueTask SayAsync(string command) => stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), patience.Token);

    private void Use(Stream now)
    {
        stream = now;
        reader = new SmtpReader(now);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<SmtpAnswer> GuardAsync(Func<Task<SmtpAnswer>> act, SmtpStep step, TimeSpan? wait = null)
    {
        if (IsLost)
        {
            return SmtpAnswer.Lost("The connection was lost before.", step);
        }
        SmtpAnswer answer;
        try
        {
            patience.CancelAfter(wait ?? target.Patience);
            answer = await act();
            patience.CancelAfter(Timeout.InfiniteTimeSpan);
        }
        catch (OperationCanceledException)
        {
            answer = SmtpAnswer.Lost(ending.IsCancellationRequested ? "Sending was stopped." : "The mail server did not answer in time.", step);
        }
        catch (AuthenticationException e)
        {
            answer = SmtpAnswer.Lost("The mail server's certificate is not good: " + e.Message, step);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            answer = SmtpAnswer.Lost("The connection to the mail server broke: " + e.Message, step);
        }
        // 421: it says that it closes the connection.
        IsLost = answer.IsLost || answer.Code == 421;
        return answer;
    }
}
