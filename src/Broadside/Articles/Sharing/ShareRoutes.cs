using System.Text;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Articles.Sharing;

/// <summary>What a share link shows, to whoever has it: the draft as the site would show it. Kept nowhere, indexed by nobody.</summary>
internal static class ShareRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ShareArticle.Root + "{token}", ShowAsync);
        routes.MapGet(ShareArticle.Root + "{token}/media/{name}", MediaAsync);
    }

    private static async Task ShowAsync(HttpContext context, string token)
    {
        Hide(context);
        var outcome = await context.RequestServices.GetRequiredService<OpenShareLink>().RunAsync(token, counts: true, context.RequestAborted);
        if (!outcome.IsDone)
        {
            await SayAsync(context, outcome.Refusal);
            return;
        }
        var path = ShareArticle.Root + token;
        var page = await context.RequestServices.GetRequiredService<IPreview>().MakeAsync(outcome.Value, PreviewKind.Web, new PreviewPlace(path, path + "/media/"), context.RequestAborted);
        (context.Response.ContentType, context.Response.ContentLength) = (page.ContentType, page.Body.Length);
        await context.Response.Body.WriteAsync(page.Body, context.RequestAborted);
    }

    private static async Task MediaAsync(HttpContext context, string token, string name)
    {
        Hide(context);
        var outcome = await context.RequestServices.GetRequiredService<OpenShareLink>().RunAsync(token, counts: false, context.RequestAborted);
        var shown = outcome.IsDone ? ContentWalk.Media(outcome.Value).ToHashSet(StringComparer.Ordinal) : [];
        await context.RequestServices.GetRequiredService<ServeMedia>().RunAsync(context, name, shown.Contains);
    }

    private static async Task SayAsync(HttpContext context, Refusal refusal)
    {
        var outlet = context.RequestServices.GetRequiredService<IOutlet>();
        var words = context.RequestServices.GetRequiredService<DeskVocabulary>().Asked(context.Request.Headers.AcceptLanguage, outlet.Language);
        context.Response.StatusCode = refusal.Code == "share_embargo" ? StatusCodes.Status403Forbidden : StatusCodes.Status410Gone;
        context.Response.ContentType = "text/html; charset=utf-8";
        var html = new StringBuilder($"<!doctype html>\n<html lang=\"{words.Language}\" dir=\"{words.Dir}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n<title>");
        Html.Append(html, outlet.Name).Append("</title>\n</head>\n<body>\n<h1>");
        Html.Append(html, outlet.Name).Append("</h1>\n<p>");
        Html.Append(html, refusal.Code == "share_embargo" ? refusal.Message : DeskWords.Of(words, refusal)).Append("</p>\n</body>\n</html>\n");
        await context.Response.WriteAsync(html.ToString(), context.RequestAborted);
    }

    private static void Hide(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
