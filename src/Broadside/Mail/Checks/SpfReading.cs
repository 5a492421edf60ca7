using System.Globalization;
using System.Net;

namespace Broadside.Mail.Checks;

/// <summary>What a domain's SPF record says of a machine.</summary>
internal enum SpfSays
{
    /// <summary>It may send in the domain's name.</summary>
    May,

    MayNot,

    /// <summary>The record is one that receivers count as none.</summary>
    Broken,

    /// <summary>A name server did not answer, or the record asks for words of the mail itself.</summary>
    Unknown,
}

/// <summary>Reads an SPF record as a receiver does (RFC 7208 §4 and §5), with all that it includes.</summary>
internal sealed class SpfReading(MailDns dns)
{
    // §4.6.4: a record that needs more is an error.
    private const int MostQuestions = 10;

    private int asked;

    /// <summary>Whether such a text is an SPF record (§4.5).</summary>
    public static bool IsRecord(string text) =>
        text.Equals("v=spf1", StringComparison.OrdinalIgnoreCase) || text.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the domain's one record says, and why it is broken if it is.</summary>
    public async Task<(SpfSays Says, string? Fault)> ReadAsync(string domain, IPAddress machine, CancellationToken cancel)
    {
        if (await dns.TextsAsync(domain, cancel) is not { } texts)
        {
            return (SpfSays.Unknown, null);
        }
        var records = texts.Where(IsRecord).ToList();
        if (records.Count != 1)
        {
            return (SpfSays.Broken, $"{domain}, which it includes, has {(records.Count == 0 ? "none" : $"{records.Count} of them")}");
        }
        string? redirect = null;
        foreach (var term in records[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            if (term.Contains("%{", StringComparison.Ordinal))
            {
                return (SpfSays.Unknown, null);
            }
            if (term.IndexOf('=', StringComparison.Ordinal) is var sign and > 0)
            {
                redirect = term.StartsWith("redirect=", StringComparison.OrdinalIgnoreCase) ? term[(sign + 1)..] : redirect;
                continue;
            }
            var fails = term[0] is '-' or '~' or '?';
            var (says, fault) = await MatchAsync(term.TrimStart('+', '-', '~', '?'), domain, machine, cancel);
            if (says is SpfSays.Broken or SpfSays.Unknown)
            {
                return (says, fault);
            }
            if (says == SpfSays.May)
            {
                return (fails ? SpfSays.MayNot : SpfSays.May, null);
            }
        }
        return redirect is null ? (SpfSays.MayNot, null)
            : IsTooMany() ? TooMany(redirect)
            : await ReadAsync(redirect, machine, cancel);
    }

    // Whether one mechanism means this machine.
    private async Task<(SpfSays Says, string? Fault)> MatchAsync(string mechanism, string domain, IPAddress machine, CancellationToken cancel)
    {
        var (named, four, six) = Split(mechanism);
        var colon = named.IndexOf(':', StringComparison.Ordinal);
        var (kind, of) = colon < 0 ? (named.ToLowerInvariant(), domain) : (named[..colon].ToLowerInvariant(), named[(colon + 1)..]);
        switch (kind)
        {
            case "all":
                return (SpfSays.May, null);
            case "ip4" or "ip6":
                return IPAddress.TryParse(of, out var one) ? Answer(IsWithin(machine, one, kind == "ip4" ? four : four ?? six)) : (SpfSays.Broken, $"“{mechanism}” is no address");
            case "include" or "a" or "mx" or "exists" or "ptr" when IsTooMany():
                return TooMany(of);
            case "include":
                return await ReadAsync(of, machine, cancel);
            case "a":
                return Answer(await dns.AddressesAsync(of, cancel), a => IsWithin(machine, a, IsFour(a) ? four : six));
            case "mx":
                var servers = await dns.MailServersAsync(of, cancel);
                var addresses = new List<IPAddress>();
                foreach (var server in (servers ?? []).Take(MostQuestions))
                {
                    addresses.AddRange(await dns.AddressesAsync(server, cancel) ?? []);
                }
                return Answer(servers is null ? null : addresses, a => IsWithin(machine, a, IsFour(a) ? four : six));
            case "exists":
                return Answer(await dns.AddressesAsync(of, cancel), _ => true);
            case "ptr":
                var names = await dns.NamesAsync(machine, cancel);
                return names is null ? (SpfSays.Unknown, null) : Answer(names.Any(n => n.Equals(of, StringComparison.OrdinalIgnoreCase) || n.EndsWith("." + of, StringComparison.OrdinalIgnoreCase)));
            default:
                return (SpfSays.Broken, $"“{mechanism}” is no word of SPF");
        }
    }

    private bool IsTooMany() => ++asked > MostQuestions;

    private static (SpfSays Says, string? Fault) TooMany(string at) =>
        (SpfSays.Broken, $"it needs more than {MostQuestions} questions to the DNS ({at} is one too many). Leave out relays that you do not use any more");

    private static (SpfSays Says, string? Fault) Answer(bool isMeant) => (isMeant ? SpfSays.May : SpfSays.MayNot, null);

    private static (SpfSays Says, string? Fault) Answer(IReadOnlyList<IPAddress>? addresses, Func<IPAddress, bool> isMeant) =>
        addresses is null ? (SpfSays.Unknown, null) : Answer(addresses.Any(isMeant));

    // "a:there.example/24//64": the name, and how many bits count in either kind of address.
    private static (string Named, int? Four, int? Six) Split(string mechanism)
    {
        var slash = mechanism.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return (mechanism, null, null);
        }
        var bits = mechanism[slash..].Split("//");
        return (mechanism[..slash], Bits(bits[0].TrimStart('/')), bits.Length > 1 ? Bits(bits[1]) : null);
    }

    private static int? Bits(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) ? bits : null;

    private static bool IsFour(IPAddress address) => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;

    private static bool IsWithin(IPAddress machine, IPAddress one, int? bits)
    {
        var (mine, its) = (machine.GetAddressBytes(), one.GetAddressBytes());
        if (mine.Length != its.Length)
        {
            return false;
        }
        var count = Math.Min(bits ?? int.MaxValue, its.Length * 8);
        return Enumerable.Range(0, count).All(i => ((mine[i / 8] ^ its[i / 8]) & (0x80 >> (i % 8))) == 0);
    }
}
