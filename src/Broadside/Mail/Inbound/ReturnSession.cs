using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Broadside.Mail.Inbound;

/// <summary>
/// One connection of a mail server that brings mail back: SMTP (RFC 5321) or LMTP (RFC 2033), for one recipient a message,
/// and only for return addresses whose token was made here. A message is acknowledged once it is kept.
/// </summary>
internal sealed partial class ReturnSession(Stream stream, TakeReturn take, MailToken tokens, Sender sender, ILogger log)
{
    private const int MostMessages = 200;
    private const int MostErrors = 10;

    private static readonly Regex Path = new(@"<([^<>]*)>", RegexOptions.NonBacktracking);
    private static readonly Regex Ours = new(@"^(?:b|leave)\+([0-9a-z]{34})@(.+)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);

    private readonly ReturnLines lines = new(stream);
    private bool isGreeted;
    private bool isBegun;
    private string? recipient;
    private int messages;
    private int errors;

    /// <param name="patience">Begins a new wait; its token ends what takes too long.</param>
    public async Task RunAsync(Func<CancellationToken> patience)
    {
        try
        {
            await SayAsync($"220 {sender.BounceDomain} takes what comes back", patience());
            while (errors < MostErrors && await lines.LineAsync(patience()) is { } line)
            {
                if (!await AnswerAsync(line, patience))
                {
                    return;
                }
            }
        }
        catch (InvalidDataException)
        {
            await SayAsync("500 5.5.2 Too long", patience());
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // It has gone; what was not acknowledged comes again.
        }
    }

    // False when the connection is over.
    private async Task<bool> AnswerAsync(string line, Func<CancellationToken> patience)
    {
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "EHLO" or "LHLO":
                Begin();
                await SayAsync($"250-{sender.BounceDomain}\r\n250-SIZE {TakeReturn.Largest}\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES", patience());
                return true;
            case "HELO":
                Begin();
                await SayAsync("250 " + sender.BounceDomain, patience());
                return true;
            case "MAIL":
                await SayAsync(From(line), patience());
                return true;
            case "RCPT":
                await SayAsync(To(line), patience());
                return true;
            case "DATA":
                return await TextAsync(patience);
            case "RSET":
                (isBegun, recipient) = (false, null);
                await SayAsync("250 2.0.0 Forgotten", patience());
                return true;
            case "NOOP":
                await SayAsync("250 2.0.0 Here", patience());
                return true;
            case "QUIT":
                await SayAsync("221 2.0.0 Goodbye", patience());
                return false;
            default:
                await SayAsync(Wrong("502 5.5.1 Not done here"), patience());
                return true;
        }
    }

    private void Begin() => (isGreeted, isBegun, recipient) = (true, false, null);

    private string From(string line)
    {
        if (!isGreeted || isBegun)
        {
            return Wrong("503 5.5.1 Not now");
        }
        var size = Regex.Match(line, @" SIZE=(\d{1,18})", RegexOptions.IgnoreCase);
        if (size.Success && long.Parse(size.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) > TakeReturn.Largest)
        {
            return Wrong("552 5.3.4 Too large");
        }
        isBegun = true;
        return "250 2.1.0 Go on";
    }

    private string To(string line)
    {
        if (!isBegun)
        {
            return Wrong("503 5.5.1 Not now");
        }
        if (recipient is not null)
        {
            return "452 4.5.3 One at a time";
        }
        var address = Path.Match(line).Groups[1].Value;
        var ours = Ours.Match(address);
        if (!ours.Success || !ours.Groups[2].Value.Equals(sender.BounceDomain, StringComparison.OrdinalIgnoreCase) || !tokens.TryOpen(ours.Groups[1].Value, out _, out _, out _))
        {
            return Wrong("550 5.1.1 Nobody here by that name");
        }
        recipient = address;
        return "250 2.1.5 Go on";
    }

    private async Task<bool> TextAsync(Func<CancellationToken> patience)
    {
        if (recipient is null)
        {
            await SayAsync(Wrong("503 5.5.1 Not now"), patience());
            return true;
        }
        await SayAsync("354 Go on", patience());
        var text = await lines.TextAsync(TakeReturn.Largest, patience());
        await SayAsync(text is null ? Wrong("552 5.3.4 Too large") : await TakeAsync(text, recipient, patience()), patience());
        (isBegun, recipient) = (false, null);
        if (++messages >= MostMessages)
        {
            await SayAsync("421 4.7.0 Enough for one connection", patience());
            return false;
        }
        return true;
    }

    private async Task<string> TakeAsync(byte[] text, string to, CancellationToken cancel)
    {
        try
        {
            await take.RunAsync(text, to, cancel);
            return "250 2.0.0 Heard";
        }
#pragma warning disable CA1031 // the other side keeps it and comes again
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotKept(e);
            return "451 4.3.0 Later";
        }
    }

    private string Wrong(string answer)
    {
        errors++;
        return answer;
    }

    private async Task SayAsync(string words, CancellationToken cancel) => await stream.WriteAsync(Encoding.ASCII.GetBytes(words + "\r\n"), cancel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message that came back could not be kept; its server tries again.")]
    private partial void NotKept(Exception exception);
}
