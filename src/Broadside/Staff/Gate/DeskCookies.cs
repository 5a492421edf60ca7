using Broadside.Kit;
using Broadside.Staff.Signing;
using Microsoft.AspNetCore.Http;

namespace Broadside.Staff.Gate;

/// <summary>
/// The desk's cookies. <c>__Host-</c> makes a browser refuse them unless they came over a safe connection, for this host alone
/// and for all of it; Strict keeps them off every request that another site causes.
/// </summary>
public static class DeskCookies
{
    public const string Session = "__Host-broadside";
    public const string Device = "__Host-broadside-device";
    public const string Form = "__Host-broadside-form";

    private static readonly TimeSpan DeviceKept = TimeSpan.FromDays(400);

    public static string? SessionOf(HttpContext context) => context.Request.Cookies[Session];

    /// <summary>From where a request comes.</summary>
    public static Visitor VisitorOf(HttpContext context) => new(
        Network.Of(context.Connection.RemoteIpAddress).ToString(),
        context.Request.Headers.UserAgent.ToString(),
        context.Request.Cookies[Device],
        SessionOf(context));

    public static void SignIn(HttpContext context, BeginLogin.Begun begun)
    {
        context.Response.Cookies.Append(Session, begun.Session, Options(LoginSessions.Longest));
        context.Response.Cookies.Append(Device, begun.Device, Options(DeviceKept));
    }

    public static void SignOut(HttpContext context) => context.Response.Cookies.Delete(Session, Options(null));

    private static CookieOptions Options(TimeSpan? kept) => new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = kept };
}
