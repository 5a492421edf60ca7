using System.Collections.Concurrent;
using System.Net;
using Broadside.Guard;
using Broadside.Mail.Checks;
using Broadside.Mail.Wire;

namespace Broadside.Mail.Direct;

/// <summary>
/// Where the mail of a domain goes (RFC 5321 §5.1): its MX records by preference, else its own address. What was found, and
/// which server did not answer, is remembered for some minutes: a dead one makes only its first message wait.
/// </summary>
internal sealed class MailServers(MailDns dns, bool allowsPrivate, TimeProvider time)
{
    private const int MostRemembered = 20_000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // A domain may name a hundred servers, each of which lets us wait.
    private const int MostTried = 4;

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, Found Found)> domains = new(StringComparer.OrdinalIgnoreCase);
    // One mailbox may refuse strangers; a third refusal in a row is the server's own.
    private const int MostRefusals = 3;

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, SmtpAnswer Answer)> dead = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> refusals = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> opened = new(StringComparer.OrdinalIgnoreCase);

    public async Task<Found> FindAsync(string domain, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (domains.TryGetValue(domain, out var known) && known.Until > now)
        {
            return known.Found;
        }
        var found = await AskAsync(domain, cancel);
        if (!found.Answer.IsLater)
        {
            Remember(domains, domain, (now + Memory, found));
        }
        return found;
    }

    /// <summary>What that server said last, while it is of no use.</summary>
    public SmtpAnswer? Refused(string host) => dead.TryGetValue(host, out var kept) && kept.Until > time.GetUtcNow() ? kept.Answer : null;

    public void Rest(string host, SmtpAnswer answer) => Remember(dead, host, (time.GetUtcNow() + Memory, answer));

    /// <summary>It refuses us by its policy. True when it is now left alone.</summary>
    public bool Refuses(string host, SmtpAnswer answer)
    {
        if (refusals.AddOrUpdate(host, 1, (_, n) => n + 1) < MostRefusals)
        {
            return false;
        }
        refusals.TryRemove(host, out _);
        Rest(host, answer);
        return true;
    }

    /// <summary>A line has one more connection to it.</summary>
    public void Opened(string host) => opened.AddOrUpdate(host, 1, (_, n) => n + 1);

    public void Closed(string host) => opened.AddOrUpdate(host, 0, (_, n) => n - 1);

    /// <summary>Whether another line has a connection to it: then it is alive, and takes no more of them.</summary>
    public bool IsServed(string host) => opened.GetValueOrDefault(host) > 0;

    /// <summary>Until it may have room; ends early, and without an exception, when sending is stopped.</summary>
    public async Task WaitAsync(CancellationToken cancel) => await Task.Delay(Pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Takes(string host) => refusals.TryRemove(host, out _);

    /// <summary>The addresses of a server, those of this machine's own network left out unless allowed: a subscriber's domain says what stands here.</summary>
    public async Task<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancel) =>
        [.. (await dns.AddressesAsync(host, cancel) ?? []).Where(a => allowsPrivate || OutsideClient.IsPublic(a))];

    private async Task<Found> AskAsync(string domain, CancellationToken cancel)
    {
        if (await dns.MailServersAsync(domain, cancel) is not { } servers)
        {
            return new Found([], Later(domain));
        }
        if (servers is [""])
        {
            // RFC 7505: a domain that says so takes no mail.
            return new Found([], new SmtpAnswer(556, $"5.1.10 {domain} takes no mail: its DNS says so.", SmtpStep.Recipient));
        }
        if (servers.Count > 0)
        {
            return new Found([.. servers.Where(s => s.Length > 0).Take(MostTried)], default);
        }
        return await dns.AddressesAsync(domain, cancel) switch
        {
            null => new Found([], Later(domain)),
            [] => new Found([], new SmtpAnswer(550, $"5.1.2 There is no mail server for {domain}.", SmtpStep.Recipient)),
            _ => new Found([domain], default),
        };
    }

    private static SmtpAnswer Later(string domain) => new(451, $"4.4.3 No name server answered about {domain}.", SmtpStep.Recipient);

    private static void Remember<T>(ConcurrentDictionary<string, T> memory, string key, T value)
    {
        if (memory.Count >= MostRemembered)
        {
            memory.Clear();
        }
        memory[key] = value;
    }
}

/// <summary>The servers of a domain in the order in which they are tried, or what to say where there is none.</summary>
internal sealed record Found(IReadOnlyList<string> Servers, SmtpAnswer Answer);
