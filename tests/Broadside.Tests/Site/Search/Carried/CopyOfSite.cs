using System.Text;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Site;
using Broadside.Site.Search.Carried;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Logging;

namespace Broadside.Tests.Site.Search.Carried;

/// <summary>The search page of a newsroom and all that it needs, as plain files; served by a host that knows nothing else, or opened from the disk.</summary>
internal sealed class CopyOfSite : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private WebApplication? host;

    public string Folder => folder.Path;

    /// <summary>Where it is served, without a slash at the end.</summary>
    public string Address => host!.Urls.Single();

    /// <param name="newsroom">Whose site.</param>
    /// <param name="forDisk">With the index as scripts, and the policy in the page as the disk flavour has it.</param>
    /// <param name="also">Other addresses to copy.</param>
    public static async Task<CopyOfSite> WriteAsync(TestNewsroom newsroom, bool forDisk, params IEnumerable<string> also)
    {
        var copy = new CopyOfSite();
        var cache = newsroom.Get<PageCache>();
        var search = await cache.GetAsync(SearchShard.Root, TestContext.Current.CancellationToken);
        var theme = Encoding.UTF8.GetString(search!.Page.Body).Split('"').Where(v => v.StartsWith("../theme/", StringComparison.Ordinal)).Select(v => v[2..]);
        var paths = newsroom.Get<CarriedIndex>().Paths().Append(SearchShard.Root).Concat(theme).Concat(also).ToList();
        var disk = new DiskFlavour(paths, newsroom.Get<BaseAddress>().Value);
        foreach (var path in paths)
        {
            var page = await cache.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.True(page is not null, path);
            copy.Write(path, forDisk && page.Page.IsHtml ? disk.Of(path, page.Page.Body) : page.Page.Body);
            if (forDisk && disk.Beside(path[1..], page.Page.Body) is var (name, script))
            {
                copy.Write("/" + name, script);
                File.Delete(copy.FileOf(path));
            }
        }
        return copy;
    }

    public async Task ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        host = builder.Build();
        host.Run(AnswerAsync);
        await host.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }
        folder.Dispose();
    }

    private string FileOf(string path) => folder.At(path.TrimStart('/') + (path.EndsWith('/') ? "index.html" : ""));

    private void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(path))!);
        File.WriteAllBytes(FileOf(path), bytes);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/search")
        {
            context.Response.Redirect("/search/" + context.Request.QueryString, permanent: true);
            return;
        }
        if (!File.Exists(FileOf(path)))
        {
            context.Response.StatusCode = 404;
            return;
        }
        foreach (var (name, value) in path.EndsWith('/') ? SafetyHeaders.Html : SafetyHeaders.Other)
        {
            context.Response.Headers[name] = value;
        }
        context.Response.ContentType = new FileExtensionContentTypeProvider().TryGetContentType(FileOf(path), out var type) ? type : "application/octet-stream";
        await context.Response.Body.WriteAsync(await File.ReadAllBytesAsync(FileOf(path)));
    }
}
