using Broadside.Guard;
using Broadside.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Articles.Publishing;

/// <summary>What stands in the frames of the preview: the draft as readers would get it, and the files that it shows.</summary>
internal static class PreviewRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/articles/{id}/preview/{kind}", ShowAsync).WithMetadata(new NeedsAttribute(Right.Translate));
        routes.MapGet("/desk/articles/{id}/preview/media/{name}", MediaAsync).WithMetadata(new NeedsAttribute(Right.Translate));
    }

    private static async Task ShowAsync(HttpContext context, string id, string kind)
    {
        if (KindOf(kind) is not { } wanted || await FindAsync(context, id) is not { } content)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var place = new PreviewPlace($"/desk/articles/{id}/preview/{kind}", $"/desk/articles/{id}/preview/media/");
        var page = await context.RequestServices.GetRequiredService<IPreview>().MakeAsync(content, wanted, place, context.RequestAborted);
        (context.Response.ContentType, context.Response.ContentLength) = (page.ContentType, page.Body.Length);
        await context.Response.Body.WriteAsync(page.Body, context.RequestAborted);
    }

    private static async Task MediaAsync(HttpContext context, string id, string name)
    {
        var content = await FindAsync(context, id);
        var shown = content is null ? [] : ContentWalk.Media(content).ToHashSet(StringComparer.Ordinal);
        await context.RequestServices.GetRequiredService<ServeMedia>().RunAsync(context, name, shown.Contains);
    }

    private static async Task<ArticleContent?> FindAsync(HttpContext context, string id) =>
        (await context.RequestServices.GetRequiredService<DeskArticleQueries>().FindAsync(id, context.Actor(), context.RequestAborted))?.WouldBe;

    private static PreviewKind? KindOf(string kind) => kind switch
    {
        "web" => PreviewKind.Web,
        "print" => PreviewKind.Print,
        "print.css" => PreviewKind.PrintStyle,
        "feed" => PreviewKind.Feed,
        "mail" => PreviewKind.Mail,
        "card" => PreviewKind.Card,
        _ => null,
    };
}
