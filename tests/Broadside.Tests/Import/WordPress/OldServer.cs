using System.Collections.Concurrent;
using Broadside.Tests.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Broadside.Tests.Import.WordPress;

/// <summary>The old site's server, with everything that can go wrong there; what a file's name begins with says how it is answered.</summary>
internal sealed class OldServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> asked = new();
    private readonly CancellationTokenSource closing = new();
    private WebApplication app = null!;

    /// <summary>How often each path was asked for.</summary>
    public IReadOnlyDictionary<string, int> Asked => asked;

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Called before each answer.</summary>
    public Action<string> Before { get; set; } = _ => { };

    public static async Task<OldServer> StartAsync()
    {
        var server = new OldServer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server.app = builder.Build();
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        server.Address = server.app.Urls.Single();
        return server;
    }

    /// <summary>An export of a site at this address with one post that shows these files.</summary>
    public string Export(TempFolder folder, params string[] files) => Wxr.Raw(folder, System.Text.Encoding.UTF8.GetBytes(
        Wxr.Head.Replace("https://old.example", Address, StringComparison.Ordinal)
        + Wxr.Post(1, string.Join("\n\n", files.Select(f => $"<img src=\"{(f.Contains("://", StringComparison.Ordinal) ? f : $"{Address}/{f}")}\" alt=\"x\">")))
        + Wxr.End));

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        closing.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        var times = asked.AddOrUpdate(path, 1, (_, n) => n + 1);
        Before(path);
        var response = context.Response;
        switch (path.Split('-')[0])
        {
            case "gone":
                response.StatusCode = 404;
                break;
            case "busy" when times < 3:
                response.StatusCode = times == 1 ? 500 : 429;
                break;
            case "down":
                response.StatusCode = 503;
                break;
            case "drop" when times == 1:
            case "drops":
                response.ContentLength = Picture(path).Length;
                await response.Body.WriteAsync(Picture(path).AsMemory(0, 200));
                await response.Body.FlushAsync();
                context.Abort();
                break;
            case "moved":
                response.Redirect("/there-" + path);
                break;
            case "round":
                response.Redirect("/" + path);
                break;
            case "inside":
                response.Redirect(Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/secret.jpg");
                break;
            case "away":
                response.Redirect("file:///etc/passwd");
                break;
            case "login":
                response.ContentType = "image/jpeg";
                await response.WriteAsync("<!doctype html><title>Sign in</title><form>…</form>");
                break;
            case "huge":
                await EndlessAsync(context);
                break;
            case "silent":
                await Task.Delay(Timeout.Infinite, CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing.Token).Token).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "stuck":
                await response.Body.WriteAsync(Picture(path).AsMemory(0, 200));
                await response.Body.FlushAsync();
                goto case "silent";
            default:
                await response.Body.WriteAsync(Picture(path));
                break;
        }
    }

    // A picture's beginning and then more and more of nothing.
    private async Task EndlessAsync(HttpContext context)
    {
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        await context.Response.Body.WriteAsync(Picture("huge").AsMemory(0, 200));
        var nothing = new byte[1 << 16];
        while (!context.RequestAborted.IsCancellationRequested && !closing.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(nothing, context.RequestAborted);
        }
    }

    // Another one for each name.
    private static byte[] Picture(string name) => Fixtures.Jpeg(40 + int.Parse("0" + new string([.. name.Where(char.IsAsciiDigit)]), System.Globalization.CultureInfo.InvariantCulture), 30 + name.Length);
}
