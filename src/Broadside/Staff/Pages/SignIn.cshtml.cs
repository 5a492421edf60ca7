using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Gate;
using Broadside.Staff.Signing;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Staff.Pages;

[OpenToAll]
public sealed class SignIn(SignInByPassword byPassword, SignInByPasskey byPasskey) : DeskPage
{
    /// <summary>The page of the desk that was asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    public IActionResult OnGet() => HttpContext.ActorOrNobody() is null ? Page() : Redirect(Way.Within(To));

    public async Task<IActionResult> OnPostAsync(string? password, string? code, CancellationToken cancel) =>
        LetIn(await byPassword.RunAsync(Email, password, code, DeskCookies.VisitorOf(HttpContext), cancel));

    public async Task<IActionResult> OnPostPasskeyAsync(string? ceremony, string? credential, CancellationToken cancel) =>
        LetIn(await byPasskey.RunAsync(ceremony, credential, DeskCookies.VisitorOf(HttpContext), HttpContext, cancel));

    private IActionResult LetIn(Outcome<BeginLogin.Begun> outcome)
    {
        if (!outcome.IsDone)
        {
            return Refused(outcome.Refusal);
        }
        DeskCookies.SignIn(HttpContext, outcome.Value);
        return Redirect(Way.Within(To));
    }
}
