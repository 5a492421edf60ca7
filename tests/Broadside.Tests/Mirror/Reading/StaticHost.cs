using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Broadside.Tests.Mirror.Reading;

/// <summary>A volunteer's web server: gives the files of a folder to pages of any origin, and knows nothing of what they are.</summary>
internal sealed class StaticHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private StaticHost(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public static async Task<StaticHost> StartAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, folder));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new StaticHost(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static Task AnswerAsync(HttpContext context, string folder)
    {
        var path = Path.Combine(folder, Uri.UnescapeDataString(context.Request.Path.Value!).TrimStart('/'));
        path = Directory.Exists(path) ? Path.Combine(path, "index.html") : path;
        context.Response.Headers.AccessControlAllowOrigin = "*";
        if (!File.Exists(path))
        {
            context.Response.StatusCode = (int)HttpStatusCode.NotFound;
            return Task.CompletedTask;
        }
        return context.Response.SendFileAsync(path, context.RequestAborted);
    }
}
