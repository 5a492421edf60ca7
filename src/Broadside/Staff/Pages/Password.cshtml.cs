using Broadside.Guard;
using Broadside.Staff.Account;
using Broadside.Staff.Signing;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Staff.Pages;

[Needs(Right.Enter, Fresh = true, BeforeCodes = true)]
public sealed class Password(SetPassword set, RemovePassword remove) : DeskPage
{
    public StaffMember Member => HttpContext.Features.Get<LoginSessions.Found>()!.Member;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(string? password, CancellationToken cancel)
    {
        var outcome = await set.RunAsync(HttpContext.Actor(), password, cancel);
        return outcome.IsDone ? Done("/desk/account", "password") : Refused(outcome.Refusal);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        var outcome = await remove.RunAsync(HttpContext.Actor(), cancel);
        return outcome.IsDone ? Done("/desk/account", "password_removed") : Refused(outcome.Refusal);
    }
}
