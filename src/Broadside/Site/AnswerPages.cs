using Broadside.Site.Counts;
using Broadside.Site.Search.Carried;
using Microsoft.Net.Http.Headers;

namespace Broadside.Site;

/// <summary>Answers readers' addresses within the full HTTP server: pages, old addresses, what was withdrawn, what is not there.</summary>
public sealed class AnswerPages(PageCache cache, OldAddresses old, ReadCounts counts)
{
    /// <summary>Path of the page that is shown where there is none.</summary>
    public const string Lost = "/404.html";

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value is { Length: > 0 } given ? given : "/";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }
        if (context.Request.QueryString.HasValue && old.Of(path, context.Request) is { } asked)
        {
            Redirect(context, asked);
        }
        else if (context.Request.QueryString.HasValue && OldAddresses.AsksByNumber(path, context.Request.Query))
        {
            await SendAsync(context, await cache.GetAsync(Lost, context.RequestAborted), Lost);
        }
        else if (cache.Knows(path) && path != Lost && !(path == SearchShard.Root && context.Request.QueryString.HasValue))
        {
            await SendAsync(context, await cache.GetAsync(path, context.RequestAborted), path);
        }
        else
        {
            await next(context);
        }
    }

    /// <summary>For what no route answers.</summary>
    public async Task FallBackAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD";
        }
        else if (old.Of(path) is { } address)
        {
            Redirect(context, address);
        }
        else
        {
            await SendAsync(context, await cache.GetAsync(Lost, context.RequestAborted), Lost);
        }
    }

    // Through Uri, so that an address in another script is sent as RFC 3986 wants it, and always leads to this site.
    private static void Redirect(HttpContext context, string address)
    {
        address = "/" + address.TrimStart('/', '\\');
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = new Uri("http://x" + address).PathAndQuery;
        context.Response.Headers.CacheControl = "public, no-cache";
    }

    private async Task SendAsync(HttpContext context, CachedPage? page, string path)
    {
        var response = context.Response;
        if (page is null)
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.Headers.RetryAfter = "60";
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync($"No copy of {path} that this newsroom signed is left. The newsroom has been told.\n", context.RequestAborted);
            return;
        }
        var (brotli, gzip) = Takes(context.Request.Headers.AcceptEncoding);
        var form = page.For(brotli, gzip);
        var isHeld = context.Request.Headers.IfNoneMatch.ToString() is { Length: > 0 } match && page.Matches(match);
        response.StatusCode = isHeld ? StatusCodes.Status304NotModified : page.Page.Status;
        foreach (var (name, value) in isHeld ? form.Validators() : form.All)
        {
            response.Headers[name] = value;
        }
        if (!isHeld && HttpMethods.IsGet(context.Request.Method))
        {
            Count(context.Request.Headers, page);
            await response.Body.WriteAsync(form.Answer.Body, context.RequestAborted);
        }
    }

    private void Count(IHeaderDictionary headers, CachedPage page)
    {
        if (page.Page.ArticleId is { } article)
        {
            static byte[] Bytes(string? value) => System.Text.Encoding.Latin1.GetBytes(value ?? "");
            counts.Note(article, Bytes(headers.Referer), Bytes(headers.AcceptLanguage), Bytes(headers.UserAgent));
        }
    }

    private static (bool Brotli, bool Gzip) Takes(string? acceptEncoding)
    {
        if (!StringWithQualityHeaderValue.TryParseList([acceptEncoding ?? ""], out var codings))
        {
            return (false, false);
        }
        bool Takes(string coding) => codings.Any(c => c.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && c.Quality is null or > 0);
        return (Takes("br"), Takes("gzip"));
    }
}
