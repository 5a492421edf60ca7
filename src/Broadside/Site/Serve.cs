using System.Net;
using System.Net.Sockets;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Https;
using Broadside.Site.Running;
using Broadside.Staff.Gate;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;

namespace Broadside.Site;

/// <summary>Serves a newsroom: makes the web application out of every module and listens.</summary>
public static class Serve
{
    private const int FirstPort = 5080;

    // Each may hold up to 100 KB of what its reader does not take; half a gigabyte at the very worst.
    private const int MostConnections = 5_000;

    /// <param name="add">Registers all modules over the data folder.</param>
    /// <param name="prepare">Brings the tables up to date and opens the modules.</param>
    /// <param name="url"><c>http://HOST:PORT</c>; null: a free port on localhost.</param>
    public static async Task<WebApplication> StartAsync(Action<IServiceCollection> add, Func<IServiceProvider, CancellationToken, Task> prepare, string? url, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRoutingCore();
        add(builder.Services);
        var address = new Lazy<Uri>(() => new Uri(url ?? $"http://localhost:{FreePort()}"));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 32 << 20;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(20);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(1);
            Listen(kestrel, url, address, kestrel.ApplicationServices);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));
        var app = builder.Build();
        app.Services.GetRequiredService<Catalogue>().Begin();
        await prepare(app.Services, cancel);
        Warn(app.Services.GetRequiredService<DataFolder>());
        Shape(app);
        var door = app.Services.GetRequiredService<HttpsDoor>();
        app.Services.GetRequiredService<BaseAddress>().NoteServed(door.IsOpen ? door.Address : address.Value.GetLeftPart(UriPartial.Authority));
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception e) when (door.IsOpen && e is SocketException or IOException)
        {
            await app.DisposeAsync();
            throw door.Explain(e);
        }
        return app;
    }

    private static void Warn(DataFolder folder)
    {
        if (!folder.IsWritable())
        {
            Console.Error.WriteLine($"The data folder {folder.Path} cannot be written. Pages are served as they stand; nothing can be published, counted or reported until it can. Give it to the user that runs Broadside, or free the disk, and restart.");
        }
    }

    private static void Shape(WebApplication app)
    {
        var pages = app.Services.GetRequiredService<AnswerPages>();
        app.Use(app.Services.GetRequiredService<RequestTally>().RunAsync);
        if (app.Services.GetRequiredService<HttpsDoor>() is { IsOpen: true } door)
        {
            app.Use(door.RunAsync);
        }
        UseForwarded(app);
        app.Use(app.Services.GetRequiredService<MovedAddress>().RunAsync);
        app.Use(Guarded);
        var desk = app.Services.GetRequiredService<DeskPipeline>();
        app.Use((HttpContext context, RequestDelegate next) => desk.Answers(context) ? desk.RunAsync(context) : next(context));
        app.Use(pages.RunAsync);
        app.UseRouting();
        app.Use(AtOneAddress);
        app.MapGet("/healthz", () => Results.Text("ok\n"));
        app.MapGet("/readyz", (VersionStore versions) => versions.HasAny ? Results.Text("ready\n") : Results.StatusCode(503));
        foreach (var module in app.Services.GetRequiredService<IReadOnlyList<IModule>>())
        {
            module.MapRoutes(app);
        }
        app.MapFallback("{**path}", pages.FallBackAsync);
    }

    // Routing takes /give/ for /give; but a page's own links are told from where it stands, so it stands at one address alone.
    private static Task AtOneAddress(HttpContext context, RequestDelegate next)
    {
        var (request, path) = (context.Request, context.Request.Path.Value ?? "");
        var isOther = path.Length > 1 && path.EndsWith('/') && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern } && !pattern.EndsWith('/') && !pattern.Contains("**", StringComparison.Ordinal);
        if (!isOther)
        {
            return next(context);
        }
        context.Response.Redirect(new PathString(path.TrimEnd('/')).ToUriComponent() + request.QueryString, permanent: true);
        return Task.CompletedTask;
    }

    // X-Forwarded-* counts from the configured proxies alone: anyone else could claim to be anybody.
    private static void UseForwarded(WebApplication app)
    {
        var trusted = app.Services.GetRequiredService<SiteSettings>().TrustedProxies;
        if (trusted.Count == 0)
        {
            return;
        }
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in trusted)
        {
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        }
        app.UseForwardedHeaders(options);
    }

    private static Task Guarded(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            // A browser takes over what a 304 says: the page keeps the policy that came with it.
            if (context.Response.StatusCode == StatusCodes.Status304NotModified)
            {
                return Task.CompletedTask;
            }
            var isHtml = context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) ?? false;
            foreach (var (name, value) in isHtml ? SafetyHeaders.Html : SafetyHeaders.Other)
            {
                context.Response.Headers.TryAdd(name, value);
            }
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Listen(KestrelServerOptions kestrel, string? url, Lazy<Uri> address, IServiceProvider services)
    {
        var door = services.GetRequiredService<HttpsDoor>();
        if (door.IsOpen)
        {
            door.Listen(kestrel);
        }
        // Beside it a plain address only where one is asked for, as for an onion service.
        if (!door.IsOpen || url is not null)
        {
            Listen(kestrel, address.Value, services.GetRequiredService<FrontLine>());
        }
    }

    private static void Listen(KestrelServerOptions kestrel, Uri address, FrontLine front)
    {
        if (address.Host == "localhost")
        {
            kestrel.ListenLocalhost(address.Port, front.Use);
        }
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
        {
            kestrel.Listen(ip, address.Port, front.Use);
        }
        else
        {
            kestrel.ListenAnyIP(address.Port, front.Use);
        }
    }

    private static int FreePort()
    {
        for (var port = FirstPort; port < FirstPort + 100; port++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else is there; the next one.
            }
        }
        throw new SettingsException($"No port from {FirstPort} to {FirstPort + 99} is free. Choose one with --url http://localhost:PORT.");
    }
}
