using System.Net;
using System.Net.Sockets;

namespace Broadside.Guard;

/// <summary>
/// HTTP to other people's machines: no proxy, no cookie, no redirect followed by itself, and no host of the local network
/// unless it was allowed by name, because an export or a redirect could make this machine ask its own neighbours.
/// </summary>
internal static class OutsideClient
{
    public const int MostRedirects = 5;

    /// <param name="allows">Whether that host may be one of the local network.</param>
    /// <param name="connect">How long a connection may take.</param>
    /// <param name="connections">How many at once to one host.</param>
    public static HttpClient Make(Func<string, bool> allows, TimeSpan connect, int connections = 4)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            MaxConnectionsPerServer = connections,
            ConnectTimeout = connect,
            MaxResponseHeadersLength = 64,
            ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, allows(context.DnsEndPoint.Host), cancel),
        };
        var client = new HttpClient(new FarClockHandler(handler, FarClocks.Ours)) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Broadside");
        return client;
    }

    /// <summary>Whether every address of the host is one of the local network; false where it has none.</summary>
    public static async Task<bool> IsLocalAsync(string host, CancellationToken cancel)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host.Trim('[', ']'), cancel);
            return addresses.Length > 0 && !addresses.Any(IsPublic);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>False for loopback, private, link-local, shared, multicast and reserved addresses.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            return false;
        }
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // 2000::/3 alone is handed out to the world; 6to4 and NAT64 carry IPv4 addresses inside.
            return (bytes[0] & 0xE0) == 0x20 && !(bytes[0] == 0x20 && bytes[1] == 0x02) && !(bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0);
        }
        return bytes[0] switch
        {
            0 or 10 or 127 or >= 224 => false,
            100 => bytes[1] is < 64 or > 127,
            169 => bytes[1] != 254,
            172 => bytes[1] is < 16 or > 31,
            192 => bytes[1] != 168 && !(bytes[1] == 0 && bytes[2] is 0 or 2),
            198 => bytes[1] is not (18 or 19),
            _ => true,
        };
    }

    // Judged where the connection is made, after the name was resolved: a name cannot change its mind in between.
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint wanted, bool anyHost, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(wanted.Host, cancel);
        var allowed = addresses.Where(a => anyHost || IsPublic(a)).ToArray();
        if (allowed.Length == 0)
        {
            throw new LocalHostException($"{wanted.Host} is a host of the local network (Import:AllowPrivateHosts would allow it)");
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, wanted.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host of the local network was named and nobody allowed it.</summary>
internal sealed class LocalHostException(string message) : IOException(message);
