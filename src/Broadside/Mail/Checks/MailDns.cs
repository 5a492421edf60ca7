using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;

namespace Broadside.Mail.Checks;

/// <summary>Asks a name server for the records that mail needs. A server that does not answer is told apart from a record that is not there.</summary>
public sealed class MailDns
{
    private readonly Lazy<LookupClient> client;

    public MailDns(MailSettings settings) => client = new Lazy<LookupClient>(() => new LookupClient(Options(settings.Dns)));

    /// <summary>The texts at that name; nothing where no server answered.</summary>
    public async Task<IReadOnlyList<string>?> TextsAsync(string name, CancellationToken cancel) =>
        (await AskAsync(name, QueryType.TXT, cancel))?.OfType<TxtRecord>().Select(r => string.Concat(r.Text)).ToList();

    /// <summary>The mail servers of a domain, the preferred ones first; nothing where no name server answered.</summary>
    public async Task<IReadOnlyList<string>?> MailServersAsync(string domain, CancellationToken cancel) =>
        (await AskAsync(domain, QueryType.MX, cancel))?.OfType<MxRecord>().OrderBy(r => r.Preference).Select(r => r.Exchange.Value.TrimEnd('.')).ToList();

    public async Task<IReadOnlyList<IPAddress>?> AddressesAsync(string name, CancellationToken cancel)
    {
        var four = await AskAsync(name, QueryType.A, cancel);
        var six = four is null ? null : await AskAsync(name, QueryType.AAAA, cancel);
        return six is null ? null : [.. four!.Concat(six).OfType<AddressRecord>().Select(r => r.Address)];
    }

    /// <summary>The names that an address points back to.</summary>
    public async Task<IReadOnlyList<string>?> NamesAsync(IPAddress address, CancellationToken cancel) =>
        (await AskAsync(address.GetArpaName(), QueryType.PTR, cancel))?.OfType<PtrRecord>().Select(r => r.PtrDomainName.Value.TrimEnd('.')).ToList();

    private async Task<IReadOnlyList<DnsResourceRecord>?> AskAsync(string name, QueryType type, CancellationToken cancel)
    {
        try
        {
            var answer = await client.Value.QueryAsync(name, type, QueryClass.IN, cancel);
            return answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain ? null : [.. answer.Answers];
        }
        catch (Exception e) when (e is OperationCanceledException or DnsResponseException or SocketException or IOException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static LookupClientOptions Options(string? server)
    {
        var options = server is null ? new LookupClientOptions() : new LookupClientOptions(Server(server)) { AutoResolveNameServers = false };
        options.UseCache = false;
        options.Retries = 1;
        options.Timeout = TimeSpan.FromSeconds(5);
        return options;
    }

    private static IPEndPoint Server(string server)
    {
        var address = IPEndPoint.TryParse(server, out var given) ? given : throw new Kit.SettingsException($"Setting Mail:Dns is “{server}”. Give a number and a port, as 127.0.0.1:53.");
        return address.Port == 0 ? new IPEndPoint(address.Address, 53) : address;
    }
}
