using System.Net;
using Broadside.Guard;

namespace Broadside.Mirror.Verifying;

/// <summary>
/// HTTP to the places that hold an edition. A host that a person named may be one of the local network, as their own mirror at
/// home is; a host that only a mirror's files name may not. Addresses that end in .onion go through Tor.
/// </summary>
internal sealed class WebReach : IDisposable
{
    /// <summary>Where Tor listens unless it was told otherwise.</summary>
    public const string TorProxy = "socks5://127.0.0.1:9050";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient direct;
    private readonly Lazy<HttpClient> through;
    private readonly bool isProxied;

    /// <param name="named">Hosts that a person named.</param>
    /// <param name="proxy">As <c>socks5://127.0.0.1:9050</c>, for every host; null: Tor for .onion, none for others.</param>
    public WebReach(IEnumerable<string> named, string? proxy)
    {
        var known = named.ToHashSet(StringComparer.OrdinalIgnoreCase);
        direct = OutsideClient.Make(known.Contains, Patience, connections: 16);
        direct.DefaultRequestHeaders.UserAgent.Clear();
        isProxied = proxy is not null;
        through = new Lazy<HttpClient>(() => new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = new WebProxy(proxy ?? TorProxy),
            AutomaticDecompression = DecompressionMethods.All,
            MaxConnectionsPerServer = 16,
            ConnectTimeout = Patience * 3,
            MaxResponseHeadersLength = 64,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        });
    }

    public async Task<HttpResponseMessage> SendAsync(Uri address, Look look, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in look.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        var client = isProxied || address.Host.EndsWith(".onion", StringComparison.OrdinalIgnoreCase) ? through.Value : direct;
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
    }

    public void Dispose()
    {
        direct.Dispose();
        if (through.IsValueCreated)
        {
            through.Value.Dispose();
        }
    }
}
