using System.Net;
using System.Runtime.CompilerServices;
using Broadside.Kit;
using Broadside.Mail.Dkim;
using Broadside.Mail.Routes;

namespace Broadside.Mail.Checks;

/// <summary>Whether the DNS says what large providers want before they deliver: SPF, DKIM, DMARC, a way back, and for mail that leaves this machine by itself the name that its address points back to. Without a route nothing is asked.</summary>
internal sealed class CheckMailRecords(MailRoutes routes, MailSettings settings, Sender sender, DkimKeys keys, BaseAddress address, MailDns dns) : ICheck
{
    // RFC 1112 §4 keeps it for a future that never came: no machine has it.
    private static readonly IPAddress Nobodys = IPAddress.Parse("240.0.0.1");

    public string Name => "mail records";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var used = routes.All.Where(r => !r.IsOutbox).ToList();
        if (used.Count == 0)
        {
            yield break;
        }
        if (await dns.TextsAsync(sender.BounceDomain, cancel) is not { } texts)
        {
            yield return $"mail: no name server answered about {sender.BounceDomain}; the mail records could not be looked at. Try again, or name another server in the setting Mail:Dns";
            yield break;
        }
        foreach (var line in (string?[])[await SpfAsync(texts, used.Any(SendsItself), cancel), await DmarcAsync(cancel), Alignment(), await ReturnAsync(cancel), used.Any(SendsItself) ? await NameAsync(cancel) : null])
        {
            if (line is not null)
            {
                yield return line;
            }
        }
        foreach (var (name, value) in used.Any(r => r.Settings.Sign) ? keys.Records : [])
        {
            if (await DkimAsync(name, value, cancel) is { } line)
            {
                yield return line;
            }
        }
    }

    private static bool SendsItself(MailRoute route) =>
        route.Settings.Kind == RouteKind.Direct || route.Settings.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(route.Settings.Host, out var ip) && IPAddress.IsLoopback(ip));

    // RFC 7208 §4.5: exactly one; and it must let this machine send where it does so by itself. Whose machines a relay sends from
    // only the relay knows: its part is read through, as a receiver does for a machine that it does not know.
    private async Task<string?> SpfAsync(IReadOnlyList<string> texts, bool sendsItself, CancellationToken cancel)
    {
        var records = texts.Where(SpfReading.IsRecord).ToList();
        if (records.Count == 0)
        {
            return $"mail: {sender.BounceDomain} has no SPF record. Put into the DNS: {sender.BounceDomain}. TXT \"v=spf1 include:… ~all\", with the name that your relay gives you for “include”, or \"v=spf1 a:{HelloName} ~all\" where this machine sends by itself";
        }
        if (records.Count > 1)
        {
            return $"mail: {sender.BounceDomain} has {records.Count} SPF records, and so none counts. Make one of them";
        }
        var (says, fault) = await new SpfReading(dns).ReadAsync(sender.BounceDomain, Nobodys, cancel);
        if (says == SpfSays.Broken)
        {
            return $"mail: the SPF record of {sender.BounceDomain} ({records[0]}) counts as none, because {fault}";
        }
        if (says == SpfSays.May)
        {
            return $"mail: the SPF record of {sender.BounceDomain} lets everybody send in its name ({records[0]}). Let it end in ~all";
        }
        foreach (var mine in sendsItself ? await dns.AddressesAsync(HelloName, cancel) ?? [] : [])
        {
            if ((await new SpfReading(dns).ReadAsync(sender.BounceDomain, mine, cancel)).Says == SpfSays.MayNot)
            {
                return $"mail: the SPF record of {sender.BounceDomain} ({records[0]}) does not let this machine send, which is {mine}. Put a:{HelloName} into it, before its last word";
            }
        }
        return null;
    }

    private async Task<string?> DkimAsync(string name, string value, CancellationToken cancel)
    {
        var texts = await dns.TextsAsync(name, cancel) ?? [];
        return texts.Any(t => Key(t) == Key(value)) ? null
            : texts.Count == 0 ? $"mail: the signing key is not in the DNS. Put there: {name}. TXT \"{value}\""
            : $"mail: the DNS has another signing key at {name} than this newsroom. Replace it: {name}. TXT \"{value}\"";
    }

    private async Task<string?> DmarcAsync(CancellationToken cancel)
    {
        // RFC 7489 §6.6.3: that of the domain itself, else that of the organisation.
        for (var domain = sender.Domain; domain.Contains('.', StringComparison.Ordinal); domain = domain[(domain.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            var records = (await dns.TextsAsync("_dmarc." + domain, cancel) ?? []).Where(t => t.StartsWith("v=DMARC1", StringComparison.Ordinal)).ToList();
            if (records.Count > 1)
            {
                return $"mail: _dmarc.{domain} has {records.Count} DMARC records, and so none counts. Make one of them";
            }
            if (records.Count == 1)
            {
                return records[0].Split(';').Any(p => p.Trim().StartsWith("p=", StringComparison.Ordinal)) ? null : $"mail: the DMARC record of {domain} names no policy. Put into the DNS: _dmarc.{domain}. TXT \"v=DMARC1; p=none\"";
            }
        }
        return $"mail: {sender.Domain} has no DMARC record; large providers want one. Put into the DNS: _dmarc.{sender.Domain}. TXT \"v=DMARC1; p=none\"";
    }

    private string? Alignment() =>
        sender.Domain.Equals(sender.BounceDomain, StringComparison.OrdinalIgnoreCase) || sender.Domain.EndsWith("." + sender.BounceDomain, StringComparison.OrdinalIgnoreCase) || sender.BounceDomain.EndsWith("." + sender.Domain, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"mail: it is from {sender.Domain} and comes back to {sender.BounceDomain}. Let the setting Mail:BounceDomain be {sender.Domain} or a name under it, so that SPF counts";

    private async Task<string?> ReturnAsync(CancellationToken cancel)
    {
        var servers = await dns.MailServersAsync(sender.BounceDomain, cancel) ?? [];
        return servers.Count > 0 || (await dns.AddressesAsync(sender.BounceDomain, cancel))?.Count > 0
            ? null
            : $"mail: nothing can come back to {sender.BounceDomain}, because it names no mail server. Put into the DNS: {sender.BounceDomain}. MX 10 and the name of the server that takes its mail";
    }

    private async Task<string?> NameAsync(CancellationToken cancel)
    {
        var addresses = await dns.AddressesAsync(HelloName, cancel) ?? [];
        if (addresses.Count == 0)
        {
            return $"mail: this machine calls itself {HelloName} to mail servers, and the DNS knows no such name. Put its address there, or set Mail:HelloName to its real name";
        }
        foreach (var one in addresses)
        {
            if (!(await dns.NamesAsync(one, cancel) ?? []).Contains(HelloName, StringComparer.OrdinalIgnoreCase))
            {
                return $"mail: the address {one} of {HelloName} does not point back to that name (PTR). Ask who rents you the machine to set its reverse name to {HelloName}";
            }
        }
        return null;
    }

    private string HelloName => settings.HelloName ?? new Uri(address.Value).IdnHost;

    private static string Key(string record) =>
        record.Split(';').Select(p => p.Trim()).FirstOrDefault(p => p.StartsWith("p=", StringComparison.Ordinal))?.Replace(" ", "", StringComparison.Ordinal) ?? "";
}
