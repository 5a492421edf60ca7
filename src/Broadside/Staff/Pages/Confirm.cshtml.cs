using Broadside.Guard;
using Broadside.Staff.Gate;
using Broadside.Staff.Signing;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Staff.Pages;

[Needs(Right.Enter, BeforeCodes = true)]
public sealed class Confirm(ConfirmPerson confirm, StaffQueries staff) : DeskPage
{
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public string Back => Way.Within(To) is var to && to.Contains("/account", StringComparison.Ordinal) ? "/desk/account" : "/desk";

    public bool HasPasskey { get; private set; }

    public bool HasPassword => Member.PasswordHash is not null;

    public bool HasCodes => Member.CodeSecret is not null;

    public string Email => Member.Email;

    private StaffMember Member => HttpContext.Features.Get<LoginSessions.Found>()!.Member;

    public async Task OnGetAsync(CancellationToken cancel) => HasPasskey = (await staff.PasskeysAsync(Member.Id, cancel)).Count > 0;

    public async Task<IActionResult> OnPostAsync(string? ceremony, string? credential, string? password, string? code, CancellationToken cancel)
    {
        var outcome = await confirm.RunAsync(HttpContext.Actor(), new ConfirmPerson.Shown(ceremony, credential, password, code), DeskCookies.VisitorOf(HttpContext), HttpContext, cancel);
        if (outcome.IsDone)
        {
            return Redirect(Way.Within(To));
        }
        await OnGetAsync(cancel);
        return Refused(outcome.Refusal);
    }
}
