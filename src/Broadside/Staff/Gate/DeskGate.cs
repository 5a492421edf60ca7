using System.Security.Claims;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Broadside.Staff.Gate;

/// <summary>
/// Stands before every address of the desk: finds out who asks, lets through who has the right that the address declares, and
/// only what came from a page of the desk itself. What declares nothing is refused to everybody.
/// </summary>
public sealed partial class DeskGate(LoginSessions sessions, RoleRights roles, IAntiforgery antiforgery, DeskVocabulary vocabulary, IOutlet outlet, DeskSettings settings, ProblemPage problem, ILogger<DeskGate> log)
{
    // Enough for a name and a passkey's answer; who has not signed in has no more to say.
    private const long StrangersMost = 64 << 10;

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        DeskHeaders.Set(context);
        context.Features.Set(vocabulary.Asked(context.Request.Headers.AcceptLanguage, outlet.Language));
        try
        {
            await AnswerAsync(context, next);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // the web's edge: whatever went wrong ends here, told to the log and to the person
        catch (Exception e) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            await TellAsync(context, e);
        }
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var actor = await KnowAsync(context);
        var metadata = context.GetEndpoint()?.Metadata;
        var needs = metadata?.GetMetadata<NeedsAttribute>();
        var isOpen = metadata?.GetMetadata<OpenToAllAttribute>() is not null;
        if (!isOpen && actor is null)
        {
            await AskToSignInAsync(context);
        }
        else if (!isOpen && Defence.IsOn("desk-rights") && (needs is null || !actor!.May(needs.Right)))
        {
            await problem.SendAsync(context, StatusCodes.Status403Forbidden, "no_right");
        }
        else if (HoldsNull(context.Request.Path.Value, context.Request.QueryString.Value))
        {
            await problem.SendAsync(context, StatusCodes.Status400BadRequest, "not_understood");
        }
        else if (await FaultAsync(context, metadata) is { } fault)
        {
            await problem.SendAsync(context, fault.Status, fault.Code);
        }
        else if (needs is { BeforeCodes: false } && MustSetUpCodes(context))
        {
            context.Response.Redirect("/desk/account/codes?done=codes_required");
        }
        else if (needs is { Fresh: true } && !actor!.IsFresh && Defence.IsOn("desk-fresh"))
        {
            await AskToConfirmAsync(context);
        }
        else
        {
            await next(context);
        }
    }

    /// <summary>Notes on the request whose it is, in which language to answer, and for the form tokens in which session.</summary>
    private async Task<Actor?> KnowAsync(HttpContext context)
    {
        if (DeskCookies.SessionOf(context) is not { Length: > 0 } token || await sessions.FindAsync(token, context.RequestAborted) is not { } found)
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = StrangersMost;
            }
            return null;
        }
        var isFresh = sessions.IsFresh(found.Session);
        var actor = new Actor(found.Member.Id, found.Member.Name)
        {
            Rights = roles.Of(found.Member.Role),
            LoginSession = found.Session.Id,
            IsFresh = isFresh,
            IsFreshByPasskey = isFresh && found.Session.ShownBy == Proof.Passkey,
        };
        context.SetActor(actor);
        context.Features.Set(found);
        context.Features.Set(vocabulary.For(found.Member.Language));
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", found.Session.Id)], "desk"));
        return actor;
    }

    /// <summary>Why something that changes things must not run: it did not come from a form or script of this desk and session.</summary>
    private async Task<(int Status, string Code)?> FaultAsync(HttpContext context, EndpointMetadataCollection? metadata)
    {
        if (metadata?.GetMetadata<LargeBodyAttribute>() is not null)
        {
            TakeLarge(context);
        }
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || !Defence.IsOn("form-token"))
        {
            return null;
        }
        if (context.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            return (StatusCodes.Status403Forbidden, "other_site");
        }
        try
        {
            await antiforgery.ValidateRequestAsync(context);
            return null;
        }
        // The framework's reader says in words alone which it was: a limit, or bytes that are no text.
        catch (AntiforgeryValidationException e) when (e.InnerException is InvalidDataException { Message: var why } && !why.Contains("exceeded", StringComparison.Ordinal))
        {
            return (StatusCodes.Status400BadRequest, "not_understood");
        }
        catch (AntiforgeryValidationException e) when (e.InnerException is IOException or InvalidDataException)
        {
            return (StatusCodes.Status413PayloadTooLarge, "too_large");
        }
        catch (AntiforgeryValidationException)
        {
            return (StatusCodes.Status400BadRequest, context.Request.Cookies.ContainsKey(DeskCookies.Form) ? "stale_form" : "no_cookies");
        }
    }

    // No person types it, PostgreSQL takes it in no text, and SQLite would end the text there.
    private static bool HoldsNull(string? path, string? query) =>
        path?.Contains('\0', StringComparison.Ordinal) == true || query?.Contains("%00", StringComparison.Ordinal) == true;

    // A form with files is read before its token is: by then the limits must be those of the address that takes it.
    private static void TakeLarge(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargeBodyAttribute.MostBytes;
        }
        context.Features.Set<IFormFeature>(new FormFeature(context.Request, new FormOptions { MultipartBodyLengthLimit = LargeBodyAttribute.MostBytes }));
    }

    private async Task AskToSignInAsync(HttpContext context)
    {
        var isPage = HttpMethods.IsGet(context.Request.Method) && ProblemPage.WantsPage(context);
        if (!isPage)
        {
            await problem.SendAsync(context, StatusCodes.Status401Unauthorized, "signed_out");
        }
        else if (context.Request.Headers["Sec-Fetch-Site"] == "cross-site" && DeskCookies.SessionOf(context) is null)
        {
            await ProblemPage.SendAgainAsync(context);
        }
        else
        {
            context.Response.Redirect("/desk/sign-in" + To(context));
        }
    }

    private async Task AskToConfirmAsync(HttpContext context)
    {
        if (ProblemPage.WantsPage(context))
        {
            context.Response.Redirect("/desk/confirm" + To(context));
        }
        else
        {
            await problem.SendAsync(context, StatusCodes.Status401Unauthorized, "confirm");
        }
    }

    // What a form was to do is not remembered, only the page that it stood on.
    private static string To(HttpContext context)
    {
        var query = HttpMethods.IsGet(context.Request.Method) ? context.Request.QueryString.ToString() : "";
        var path = context.Request.Path.Value + query;
        return path is "/desk" or "/desk/" ? "" : "?to=" + Uri.EscapeDataString(path);
    }

    private bool MustSetUpCodes(HttpContext context) =>
        settings.RequireCodes && context.Features.Get<LoginSessions.Found>() is { Session.ShownBy: Proof.Password, Member.CodeSecret: null };

    private async Task TellAsync(HttpContext context, Exception e)
    {
        var (status, code) = e switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } or InvalidDataException => (StatusCodes.Status413PayloadTooLarge, "too_large"),
            BadHttpRequestException => (StatusCodes.Status400BadRequest, "not_understood"),
            _ => (StatusCodes.Status500InternalServerError, "broken"),
        };
        if (status == StatusCodes.Status500InternalServerError)
        {
            Broke(e, context.Request.Method, context.Request.Path);
        }
        context.Response.Clear();
        DeskHeaders.Set(context);
        await problem.SendAsync(context, status, code);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The desk could not answer {Method} {Path}.")]
    private partial void Broke(Exception exception, string method, string path);
}
