using Broadside.Digest.Body;
using Broadside.Digest.Composing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Mail.Pages;

namespace Broadside.Digest.Pages;

/// <summary>A digest as readers would get it now, in a frame: as HTML, in dark, or as text. What is tried and not kept yet stands in the query.</summary>
internal static class DigestPreview
{
    public const string Path = "/desk/digest/preview";

    private static readonly string NoToken = new('0', MailToken.Length);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, AnswerAsync).WithMetadata(new NeedsAttribute(Right.SendDigest));

    private static async Task AnswerAsync(HttpContext context)
    {
        var (query, services, cancel) = (context.Request.Query, context.RequestServices, context.RequestAborted);
        if (await OutlookAsync(services, query, cancel) is not { } outlook)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var compose = services.GetRequiredService<ComposeDigest>();
        var gathered = outlook.Gathered;
        var language = gathered.LanguageFor(query["language"].ToString(), gathered.Languages is [var first, ..] ? first : "");
        if (compose.View(outlook.Digest, gathered, language, query["topics"].ToString(), QuotedPrintable.Hole.ToString()) is not { } view)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (query["as"] == "text")
        {
            await MailFrame.WriteTextAsync(context, Filled(compose.Text(view)));
            return;
        }
        await MailFrame.WriteHtmlAsync(context, Filled(compose.Html(view)), query["as"] == "dark", services.GetRequiredService<BaseAddress>());
    }

    private static async Task<LookAhead.Outlook?> OutlookAsync(IServiceProvider services, IQueryCollection query, CancellationToken cancel)
    {
        if (query["alert"].ToString() is { Length: > 0 } article)
        {
            return (await services.GetRequiredService<AlertReaders>().LookAsync(article, cancel)).Value?.Outlook;
        }
        var plan = query.ContainsKey("item") || query.ContainsKey("left") ? new DigestPlan { Order = Some(query["item"]), Dropped = Some(query["left"]) } : null;
        return long.TryParse(query["digest"], out var number) ? await services.GetRequiredService<LookAhead>().RunAsync(number, plan, cancel) : null;
    }

    private static string Filled(string text) => text.Replace(QuotedPrintable.Hole.ToString(), NoToken, StringComparison.Ordinal);

    private static IReadOnlyList<string> Some(Microsoft.Extensions.Primitives.StringValues values) => [.. values.OfType<string>().Where(v => v.Length is > 0 and < 200).Take(400)];
}
