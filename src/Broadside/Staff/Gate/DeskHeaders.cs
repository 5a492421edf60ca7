using Microsoft.AspNetCore.Http;

namespace Broadside.Staff.Gate;

/// <summary>What browsers are told about every answer of the desk.</summary>
public static class DeskHeaders
{
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors 'self'; object-src 'none'; require-trusted-types-for 'script'; trusted-types ProseMirrorClipboard";

    public static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        // Both words: the form tokens warn in the log of a page that lacks one.
        headers.CacheControl = "no-cache, no-store";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // With no-referrer a browser calls the origin of a form "null".
        headers["Referrer-Policy"] = "same-origin";
    }
}
