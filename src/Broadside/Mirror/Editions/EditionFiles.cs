using Broadside.Guard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Broadside.Mirror.Editions;

/// <summary>Answers <c>/.well-known/broadside/…</c>: the three files by which the live site is checked like any mirror.</summary>
internal static class EditionFiles
{
    private static readonly (string Name, string Type)[] All =
    [
        (EditionPath.Sums, "text/plain; charset=utf-8"),
        (EditionPath.Signature, "text/plain; charset=utf-8"),
        (EditionPath.Manifest, "application/json"),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (name, type) in All)
        {
            routes.MapMethods("/" + name, [HttpMethods.Get, HttpMethods.Head], (HttpContext context, EditionFolder own) => AnswerAsync(context, own.Within(name), type));
        }
    }

    private static async Task AnswerAsync(HttpContext context, string path, string type)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-cache";
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (!File.Exists(path))
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.Headers.RetryAfter = "10";
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync("The first edition is being made. Ask again in a moment.\n", context.RequestAborted);
            return;
        }
        var bytes = await File.ReadAllBytesAsync(path, context.RequestAborted);
        response.ContentType = type;
        response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }
}
