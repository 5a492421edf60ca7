using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Broadside.Kit;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Broadside.Site.Https;

/// <summary>
/// The two ports of a newsroom that speaks HTTPS by itself: 443 for readers, 80 for the authority's proof and for leading readers to 443. Until a
/// host has its first certificate, 80 serves it plainly, so that it is there in its first minute.
/// </summary>
public sealed class HttpsDoor(SiteSettings site, CertificateBoard board, ChallengeBoard challenges, FrontLine front, BaseAddress address)
{
    private readonly HttpsSettings settings = site.Https;

    public bool IsOpen => settings.IsOn;

    /// <summary>The address that readers come to.</summary>
    public string Address => settings.AddressOf(board.Hosts[0]);

    public void Listen(KestrelServerOptions kestrel)
    {
        board.Refresh();
        Listen(kestrel, settings.PlainPort, listen => listen.Protocols = HttpProtocols.Http1);
        Listen(kestrel, settings.Port, listen =>
        {
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = Choose, HandshakeTimeout = TimeSpan.FromSeconds(10) });
            front.UseSecure(listen, settings.Hsts is { } hsts ? Encoding.ASCII.GetBytes($"Strict-Transport-Security: {hsts}\r\n") : []);
        });
    }

    /// <summary>Stands before everything else that answers.</summary>
    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "/";
        if (challenges.Find(path) is { } proof)
        {
            context.Response.ContentType = "application/octet-stream";
            return context.Response.WriteAsync(proof, context.RequestAborted);
        }
        if (context.Connection.LocalPort == settings.PlainPort && !context.Request.IsHttps && HostOf(context) is var host && board.Of(host) is not null && Defence.IsOn("https-redirect"))
        {
            Lead(context, host);
            return Task.CompletedTask;
        }
        if (context.Request.IsHttps && context.Connection.LocalPort == settings.Port && settings.Hsts is { } hsts)
        {
            context.Response.Headers.StrictTransportSecurity = hsts;
        }
        return next(context);
    }

    /// <summary>Says in one sentence what the system says in a word.</summary>
    public SettingsException Explain(Exception e) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The ports {settings.PlainPort} and {settings.Port} cannot be opened: {(e.InnerException ?? e).Message} Ports below 1024 want a right that the unit of “broadside service” gives; and no other web server may hold them."), e);

    // A host of ours alone: anything else in the Host header would make this a way to anywhere.
    private string HostOf(HttpContext context) =>
        board.Hosts.FirstOrDefault(h => h.Equals(context.Request.Host.Host, StringComparison.OrdinalIgnoreCase)) ?? board.Hosts[0];

    private void Lead(HttpContext context, string host)
    {
        var home = new Uri(address.Value);
        var to = home.Scheme == Uri.UriSchemeHttps && home.Host.Equals(host, StringComparison.OrdinalIgnoreCase) ? address.Value : settings.AddressOf(host);
        context.Response.StatusCode = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? StatusCodes.Status301MovedPermanently : StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = to + context.Request.PathBase.Add(context.Request.Path).ToUriComponent() + context.Request.QueryString.ToUriComponent();
    }

    private ValueTask<SslServerAuthenticationOptions> Choose(TlsHandshakeCallbackContext handshake)
    {
        var certificate = board.For(handshake.ClientHelloInfo.ServerName) ?? throw new AuthenticationException("No certificate has been obtained yet.");
        return ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        });
    }

    private void Listen(KestrelServerOptions kestrel, int port, Action<ListenOptions> shape)
    {
        if (settings.Listen is { Length: > 0 } text)
        {
            kestrel.Listen(IPAddress.TryParse(text.Trim('[', ']'), out var ip) ? ip : throw new SettingsException($"Site:Https:Listen is “{text}”, which is no address of a machine."), port, shape);
        }
        else
        {
            kestrel.ListenAnyIP(port, shape);
        }
    }
}
