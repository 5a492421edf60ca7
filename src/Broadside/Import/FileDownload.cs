using System.Net;
using System.Net.Sockets;
using Broadside.Kit;

namespace Broadside.Import;

/// <summary>
/// Fetches a file from another host: http and https alone, no private address (an export could name the operator's own
/// network) unless the operator's setting allows it, few redirects, a time limit. The library limits the size.
/// </summary>
public sealed class FileDownload : IDisposable
{
    private const int MostRedirects = 5;

    private readonly ImportSettings settings;
    private readonly HttpClient client;

    public FileDownload(ImportSettings settings)
    {
        this.settings = settings;
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = ConnectAsync, MaxConnectionsPerServer = 4 })
        {
            Timeout = TimeSpan.FromSeconds(settings.FetchSeconds),
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Broadside-import/1.0");
    }

    /// <param name="address">Where it stands.</param>
    /// <param name="take">Reads the file as it comes.</param>
    /// <param name="cancel">Ends the download.</param>
    public async Task<Outcome<T>> RunAsync<T>(string address, Func<Stream, Task<Outcome<T>>> take, CancellationToken cancel)
    {
        for (var hops = 0; hops <= MostRedirects; hops++)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                return new Refusal("fetch.address", $"{address} is no http or https address.");
            }
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                limit.CancelAfter(TimeSpan.FromSeconds(settings.FetchSeconds));
                using var answer = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                if ((int)answer.StatusCode is >= 300 and < 400 && answer.Headers.Location is { } next)
                {
                    address = new Uri(uri, next).AbsoluteUri;
                    continue;
                }
                if (!answer.IsSuccessStatusCode)
                {
                    return new Refusal("fetch.status", $"{uri.Host} answered {(int)answer.StatusCode}.");
                }
                await using var body = await answer.Content.ReadAsStreamAsync(limit.Token);
                return await take(body);
            }
            catch (HttpRequestException e)
            {
                return new Refusal("fetch.failed", e.InnerException is PrivateAddressException own ? own.Message : $"{uri.Host} could not be reached: {e.Message}");
            }
            catch (Exception e) when (e is IOException or SocketException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                return new Refusal("fetch.failed", $"The download from {uri.Host} broke off.");
            }
        }
        return new Refusal("fetch.redirects", $"{address} is redirected without end.");
    }

    /// <summary>Addresses that are not of the public internet.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6Multicast || address.IsIPv6UniqueLocal || address.IsIPv6Teredo)
        {
            return true;
        }
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 16)
        {
            // ::, NAT64 (RFC 6052) and 6to4 may lead to a private IPv4 address.
            return address.Equals(IPAddress.IPv6Any) || bytes.AsSpan(0, 2).SequenceEqual((ReadOnlySpan<byte>)[0x20, 0x02]) || bytes.AsSpan(0, 4).SequenceEqual((ReadOnlySpan<byte>)[0x00, 0x64, 0xFF, 0x9B]) || bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0;
        }
        return bytes switch
        {
            [0 or 10 or 127 or >= 224, ..] => true,
            [100, >= 64 and < 128, ..] => true,
            [169, 254, ..] or [192, 168, ..] or [192, 0, 0, _] or [198, 18 or 19, ..] => true,
            [172, >= 16 and < 32, ..] => true,
            _ => false,
        };
    }

    public void Dispose() => client.Dispose();

    // Judged where the connection is made, after the name was resolved: a name cannot change its mind in between.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var open = settings.FetchPrivate || !Defence.IsOn("fetch-private") ? addresses : [.. addresses.Where(a => !IsPrivate(a))];
        if (open.Length == 0)
        {
            throw new PrivateAddressException($"{context.DnsEndPoint.Host} is in a private network; the setting Import:FetchPrivate allows that.");
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class PrivateAddressException(string message) : IOException(message);
}
