using System.Net;
using System.Security.Cryptography;
using System.Text;
using Broadside.Kit;

namespace Broadside.Site.Running;

/// <summary>
/// <c>/metrics</c>, for this machine and for those whom the settings name; to anybody else there is no such page. What a proxy
/// passes on comes from this machine too, so whatever carries a proxy's header, or was meant for a public name, is refused.
/// </summary>
public sealed class MetricsAnswer(SiteSettings site, ReadMeasures read, AnswerPages pages)
{
    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"];

    private readonly IReadOnlyList<IPNetwork> allowed = [.. site.Metrics.Allow.Select(Network)];

    // Made at the start, so that a setting that is wrong stops it.
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", routes.ServiceProvider.GetRequiredService<MetricsAnswer>().RunAsync);

    public async Task RunAsync(HttpContext context)
    {
        if (!IsAllowed(context) && Defence.IsOn("metrics-gate"))
        {
            await pages.FallBackAsync(context);
            return;
        }
        context.Response.ContentType = PrometheusText.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(PrometheusText.Write(await read.RunAsync(context.RequestAborted)), context.RequestAborted);
    }

    private bool IsAllowed(HttpContext context)
    {
        if (site.Metrics.Token is { Length: > 0 } token)
        {
            return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes("Bearer " + token));
        }
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return false;
        }
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (allowed.Any(n => n.Contains(address)))
        {
            return true;
        }
        var host = context.Request.Host.Host.Trim('[', ']');
        return IPAddress.IsLoopback(address) && !ProxyHeaders.Any(context.Request.Headers.ContainsKey) && (host == "localhost" || IPAddress.TryParse(host, out _));
    }

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
            : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new SettingsException($"Site:Metrics:Allow names “{text}”, which is neither an address nor a network. Write it as 10.0.0.9 or 10.0.0.0/24.");
}
