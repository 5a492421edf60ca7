using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Mirror;

/// <summary>A host somewhere in the world: hands out the files of a folder, unless a test tells it to do something else.</summary>
internal sealed class LooseHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private LooseHost(WebApplication app) => this.app = app;

    /// <summary>With a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The folder; a test may put another in its place.</summary>
    public string Folder { get; set; } = "";

    /// <summary>True where it has answered itself.</summary>
    public Func<HttpContext, Task<bool>>? Answers { get; set; }

    public ConcurrentBag<string> Asked { get; } = [];

    public static async Task<LooseHost> StartAsync(string folder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        var host = new LooseHost(builder.Build()) { Folder = folder };
        host.app.Run(host.AnswerAsync);
        await host.app.StartAsync(TestContext.Current.CancellationToken);
        host.Address = host.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/') + "/";
        return host;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Asked.Add(path);
        if (Answers is not null && await Answers(context))
        {
            return;
        }
        var file = Path.Combine(Folder, path.TrimStart('/') + (path.EndsWith('/') ? "index.html" : ""));
        var lost = Path.Combine(Folder, "404.html");
        context.Response.StatusCode = File.Exists(file) && path != "/404.html" ? 200 : 404;
        file = File.Exists(file) ? file : lost;
        if (File.Exists(file))
        {
            await context.Response.Body.WriteAsync(await File.ReadAllBytesAsync(file));
        }
    }
}
