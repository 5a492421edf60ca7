using Microsoft.AspNetCore.Http;

namespace Broadside.Staff.Gate;

/// <summary>
/// The cookie of form tokens: always Secure. The framework's own way to say so refuses requests that reach the program
/// over plain HTTP, as all do behind a proxy and on localhost; browsers take it there all the same.
/// </summary>
public sealed class FormCookie : CookieBuilder
{
    public FormCookie()
    {
        Name = DeskCookies.Form;
        SameSite = SameSiteMode.Strict;
        HttpOnly = true;
        Path = "/";
        SecurePolicy = CookieSecurePolicy.None;
        IsEssential = true;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = true;
        return options;
    }
}
