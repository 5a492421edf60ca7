using System.Globalization;
using Broadside.Guard;
using Broadside.Mail.Wire;

namespace Broadside.Mail.Direct;

/// <summary>
/// A line to everybody: each message goes to the mail server of its recipient's domain, over a connection that is kept for the
/// next one. What a single server refuses or breaks off before the dot is an answer about that reader, to be tried again later:
/// no one of them speaks for the whole route. A broken answer to the dot stays a doubt, as with a relay.
/// </summary>
internal sealed class DirectLine(MailServers servers, SmtpTarget self, Alarms alarms, CancellationToken ending) : IMailLine
{
    // Open at a time: enough for the large providers, of which a list mostly consists.
    private const int MostOpen = 12;

    private const int MostWaits = 15;

    private readonly Dictionary<string, SmtpConnection> open = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> order = [];
    private SmtpConnection? current;
    private string host = "";

    /// <summary>Never: where one connection breaks, the next message has another.</summary>
    public bool IsLost => ending.IsCancellationRequested;

    // Each server has its say when its message begins.
    public bool TakesUtf8 => true;

    public async Task<SmtpAnswer> BeginAsync(SmtpEnvelope envelope)
    {
        var found = await servers.FindAsync(DomainOf(envelope), ending);
        var answer = found.Answer;
        foreach (var server in found.Servers)
        {
            host = server;
            if (servers.Refused(server) is { } refused && (refused.IsNever || !open.ContainsKey(server)))
            {
                // Said before, and judged then.
                answer = Later(refused);
                continue;
            }
            answer = await BeginAtAsync(server, envelope);
            if (answer.IsGood || IsAboutReader(answer))
            {
                break;
            }
        }
        return answer.IsGood ? answer : await JudgeAsync(answer);
    }

    public async Task<SmtpAnswer> WriteAsync(ReadOnlyMemory<byte> text)
    {
        var answer = await current!.WriteAsync(text);
        return answer.IsLost && !IsLost ? Later(answer) : answer;
    }

    public async Task<SmtpAnswer> EndAsync() => await EndedAsync(await current!.EndAsync());

    public async Task<(SmtpAnswer Ended, SmtpAnswer Begun)> EndAndBeginAsync(SmtpEnvelope next)
    {
        var found = await servers.FindAsync(DomainOf(next), ending);
        if (found.Servers.Count == 0 || !string.Equals(found.Servers[0], host, StringComparison.OrdinalIgnoreCase) || servers.Refused(host) is { IsNever: true } || (next.NeedsUtf8 && !current!.TakesUtf8))
        {
            return (await EndAsync(), await BeginAsync(next));
        }
        var (ended, begun) = await current!.EndAndBeginAsync(next);
        ended = await EndedAsync(ended);
        return (ended, begun.IsGood || IsLost ? begun : begun.IsLost ? await BeginAsync(next) : await JudgeAsync(begun));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in order.ToArray())
        {
            await CloseAsync(server);
        }
    }

    private async Task<SmtpAnswer> BeginAtAsync(string server, SmtpEnvelope envelope)
    {
        // A kept connection may have been closed by the other side meanwhile: then one more, and before its dot a message is none.
        var wasOpen = open.ContainsKey(server);
        var answer = await TryAsync(server, envelope);
        return answer.IsLost && wasOpen && !IsLost ? await TryAsync(server, envelope) : answer;
    }

    private async Task<SmtpAnswer> TryAsync(string server, SmtpEnvelope envelope)
    {
        var (connection, answer) = await ConnectAsync(server);
        for (var waits = 0; connection is null && waits < MostWaits && servers.IsServed(server) && !IsLost; waits++)
        {
            // It takes so many connections and no more: this line waits, rather than putting its readers off.
            await servers.WaitAsync(ending);
            (connection, answer) = await ConnectAsync(server);
        }
        if (connection is null)
        {
            servers.Rest(server, answer);
            return answer;
        }
        if (envelope.NeedsUtf8 && !connection.TakesUtf8)
        {
            return new SmtpAnswer(553, $"5.6.7 The mail server {server} takes no address outside ASCII.", SmtpStep.Recipient);
        }
        current = connection;
        return await connection.BeginAsync(envelope);
    }

    private async Task<(SmtpConnection? Connection, SmtpAnswer Answer)> ConnectAsync(string server)
    {
        if (open.TryGetValue(server, out var kept))
        {
            order.Remove(server);
            order.Add(server);
            if (!kept.IsLost)
            {
                return (kept, default);
            }
            await CloseAsync(server);
        }
        var answer = SmtpAnswer.Lost($"The DNS names no address of {server} that mail may be sent to.");
        foreach (var address in (await servers.AddressesAsync(server, ending)).Take(2))
        {
            (var connection, answer) = await SmtpConnection.OpenAsync(self with { Host = server, Address = address }, ending);
            if (connection is not null)
            {
                if (order.Count >= MostOpen)
                {
                    await CloseAsync(order[0]);
                }
                open[server] = connection;
                servers.Opened(server);
                order.Add(server);
                return (connection, answer);
            }
        }
        return (null, answer);
    }

    private async Task CloseAsync(string server)
    {
        order.Remove(server);
        if (open.Remove(server, out var connection))
        {
            servers.Closed(server);
            await connection.DisposeAsync();
        }
    }

    // “No such mailbox” holds whichever server is asked; all else may be another's matter.
    private static bool IsAboutReader(SmtpAnswer answer) => answer.IsNever && !IsAboutUs(answer);

    private static bool IsAboutUs(SmtpAnswer answer) =>
        answer.IsNever && (answer.Step is SmtpStep.Connect or SmtpStep.Sender || answer.Enhanced.StartsWith("5.7.", StringComparison.Ordinal));

    private async Task<SmtpAnswer> EndedAsync(SmtpAnswer answer)
    {
        if (answer.IsGood)
        {
            servers.Takes(host);
        }
        return answer.IsGood || answer.IsLost ? answer : await JudgeAsync(answer);
    }

    private async Task<SmtpAnswer> JudgeAsync(SmtpAnswer answer)
    {
        if ((IsLost && answer.IsLost) || (answer.IsNever && !IsAboutUs(answer)) || (answer.IsLater && answer.Code != 421))
        {
            return answer;
        }
        if (IsAboutUs(answer) && servers.Refuses(host, answer))
        {
            await alarms.RaiseAsync("mail-refused", host, $"The mail server {host} refuses our mail, whoever it is for: {FarWords.Kept(answer.ToString())} Its readers are tried again until the digest ends. Look into it, or send to them by a relay.", CancellationToken.None);
        }
        return Later(answer);
    }

    // Our own answer, with theirs in it.
    private SmtpAnswer Later(SmtpAnswer answer) =>
        new(451, string.Create(CultureInfo.InvariantCulture, $"4.4.2 {(host.Length > 0 ? host : "The mail server")}: {answer}"), SmtpStep.Recipient);

    private static string DomainOf(SmtpEnvelope envelope) => envelope.To[(envelope.To.LastIndexOf('@') + 1)..];
}
