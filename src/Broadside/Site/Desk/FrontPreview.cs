using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Curating;
using Broadside.Site.Pages;

namespace Broadside.Site.Desk;

/// <summary>The front page as it would be, in a frame beside the choice. It is made by the same hand as the readers' one.</summary>
internal static class FrontPreview
{
    public const string Path = "/desk/front/preview";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, AnswerAsync).WithMetadata(new NeedsAttribute(Right.Curate));

    private static async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var chosen = new FrontCuration(query["language"].ToString(), Some(query["lead"], CurateFront.MostLeads), Some(query["section"], CurateFront.MostSections));
        if (await context.RequestServices.GetRequiredService<FrontPage>().PreviewAsync(chosen, Path, context.RequestAborted) is not { } page)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        context.Response.ContentType = page.ContentType;
        await context.Response.Body.WriteAsync(page.Body, context.RequestAborted);
    }

    private static IReadOnlyList<string> Some(Microsoft.Extensions.Primitives.StringValues values, int most) => [.. values.OfType<string>().Where(v => v.Length is > 0 and < 200).Take(most)];
}
