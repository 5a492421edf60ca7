using System.Net;
using System.Net.Sockets;
using Broadside.Kit;

namespace Broadside.Import.Pages;

/// <summary>Gets one page over http or https, as the operator asked: at most <see cref="PageBytes.Largest"/> bytes, 30 seconds, 5 redirects, and no host of the local network unless the settings allow it.</summary>
internal sealed class FetchPage(ImportSettings settings) : IDisposable
{
    private const int MostRedirects = 5;

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // The address is judged at the moment of connecting: a name may answer differently the second time.
        ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, settings.AllowPrivateHosts, cancel),
    })
    {
        Timeout = TimeSpan.FromSeconds(30),
        MaxResponseContentBufferSize = PageBytes.Largest,
    };

    public async Task<Outcome<(string Text, Uri Address)>> RunAsync(Uri address, CancellationToken cancel)
    {
        try
        {
            for (var hop = 0; hop <= MostRedirects; hop++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.UserAgent.ParseAdd("Broadside");
                request.Headers.Accept.ParseAdd("text/html, application/xhtml+xml, text/plain;q=0.9");
                using var answer = await client.SendAsync(request, cancel);
                if ((int)answer.StatusCode is >= 300 and < 400 && answer.Headers.Location is { } location)
                {
                    address = new Uri(address, location);
                    if (address.Scheme is not ("http" or "https"))
                    {
                        return new Refusal("fetch", $"{address} is no web address; a redirect led there.");
                    }
                    continue;
                }
                if (!answer.IsSuccessStatusCode)
                {
                    return new Refusal("fetch", $"{address} answered {(int)answer.StatusCode}.");
                }
                var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
                return (PageBytes.Decode(bytes, answer.Content.Headers.ContentType?.CharSet?.Trim('"')), address);
            }
            return new Refusal("fetch", $"{address}: more than {MostRedirects} redirects.");
        }
        catch (HttpRequestException e)
        {
            return new Refusal("fetch", $"{address} could not be fetched: {e.InnerException?.Message ?? e.Message}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Refusal("fetch", $"{address} did not answer within 30 seconds.");
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>Judged where the connection is made, after the name was resolved: a name cannot change its mind in between.</summary>
    internal static async ValueTask<Stream> ConnectAsync(DnsEndPoint wanted, bool anyHost, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(wanted.Host, cancel);
        var allowed = addresses.Where(a => anyHost || IsPublic(a)).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{wanted.Host} is a host of the local network (Import:AllowPrivateHosts would allow it)");
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

    /// <summary>False for loopback, private, link-local, shared, multicast and reserved addresses.</summary>
    internal static bool IsPublic(IPAddress address)
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
}
