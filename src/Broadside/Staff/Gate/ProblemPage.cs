using System.Text;
using Broadside.Guard;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Broadside.Staff.Gate;

/// <summary>
/// What is said when a request is not let through or breaks: a page to a person, <c>{code, message}</c> to a script. Made by
/// hand and not by a view, so that it works when views do not.
/// </summary>
public sealed class ProblemPage(DeskAssets assets, IOutlet outlet, IAntiforgery antiforgery)
{
    // Never handed back through a page: they are typed anew.
    private static readonly string[] Secret = ["password", "code", "credential", "ceremony", "__requestverificationtoken"];

    /// <param name="context">The request; what stands in the words at <c>problem.CODE</c> is said.</param>
    /// <param name="status">HTTP.</param>
    /// <param name="code">As "stale_form".</param>
    public async Task SendAsync(HttpContext context, int status, string code)
    {
        var words = DeskWords.Of(context);
        context.Response.StatusCode = status;
        if (!WantsPage(context))
        {
            await context.Response.WriteAsJsonAsync(new { code, message = words.Text($"problem.{code}") }, context.RequestAborted);
            return;
        }
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(Page(context, words, code), context.RequestAborted);
    }

    /// <summary>A person's browser rather than a script asks.</summary>
    public static bool WantsPage(HttpContext context) => context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Loads the same address once more: a browser that came from another site sends its cookies then.</summary>
    public static async Task SendAgainAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0\"><title>…</title></head><body></body></html>", context.RequestAborted);
    }

    private string Page(HttpContext context, Words words, string code)
    {
        var page = new StringBuilder($"<!doctype html>\n<html lang=\"{words.Language}\" dir=\"{words.Dir}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
        Html.Append(page, words.Text($"problem.{code}_title")).Append(" · ");
        Html.Append(page, outlet.Name).Append("</title>\n<link rel=\"stylesheet\" href=\"").Append(assets.Address("desk.css")).Append("\">\n</head>\n<body class=\"door\">\n<main>\n<h1>");
        Html.Append(page, words.Text($"problem.{code}_title")).Append("</h1>\n<p>");
        Html.Append(page, words.Text($"problem.{code}")).Append("</p>\n");
        if (code == "stale_form" && CanSendAgain(context))
        {
            AppendForm(page, context, words);
        }
        Html.Append(page.Append("<p><a href=\"/desk\">"), words.Text("problem.home")).Append("</a></p>\n</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    // Only to somebody who is signed in, and only for what a page of this desk sent: no other site can have it pressed.
    private static bool CanSendAgain(HttpContext context) =>
        context.ActorOrNobody() is not null
        && context.Request.Headers["Sec-Fetch-Site"] == "same-origin"
        && context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    private void AppendForm(StringBuilder page, HttpContext context, Words words)
    {
        page.Append("<form method=\"post\" action=\"");
        Html.Append(page, context.Request.Path + context.Request.QueryString).Append("\">\n");
        foreach (var (name, values) in context.Request.Form.Where(f => !Secret.Contains(f.Key.ToLowerInvariant())))
        {
            foreach (var value in values)
            {
                Hidden(page, name, value ?? "");
            }
        }
        var tokens = antiforgery.GetAndStoreTokens(context);
        Hidden(page, tokens.FormFieldName, tokens.RequestToken!);
        Html.Append(page.Append("<p><button>"), words.Text("problem.send_again")).Append("</button></p>\n</form>\n");
    }

    private static void Hidden(StringBuilder page, string name, string value)
    {
        Html.Append(page.Append("<input type=\"hidden\" name=\""), name);
        Html.Append(page.Append("\" value=\""), value).Append("\">\n");
    }
}
