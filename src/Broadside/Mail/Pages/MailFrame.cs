using Broadside.Kit;

namespace Broadside.Mail.Pages;

/// <summary>A message's HTML in a frame of the desk: it carries its styles in its elements, and nothing else of it may act.</summary>
public static class MailFrame
{
    /// <summary>Styles in elements are let through in such answers alone, scripts and what others serve in none.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin";

    /// <param name="context">Whom it is shown to.</param>
    /// <param name="html">The whole document.</param>
    /// <param name="dark">As on a device that is set to dark.</param>
    /// <param name="address">The outlet's: its pictures are shown from the desk's own host.</param>
    public static async Task WriteHtmlAsync(HttpContext context, string html, bool dark, BaseAddress address)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.ContentType = "text/html; charset=utf-8";
        var shown = html.Replace($" src=\"{address.Value}/", " src=\"/", StringComparison.Ordinal)
            // What a reader's device would choose is chosen here.
            .Replace("@media (prefers-color-scheme: dark)", dark ? "@media all" : "@media not all", StringComparison.Ordinal);
        await context.Response.WriteAsync(shown, context.RequestAborted);
    }

    public static async Task WriteTextAsync(HttpContext context, string text)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
