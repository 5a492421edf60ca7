using Broadside.Guard;
using Broadside.Staff.Gate;
using Broadside.Staff.Signing;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Staff.Pages;

[Needs(Right.Enter, BeforeCodes = true)]
public sealed class SignOut(EndSession end) : DeskPage
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var who = HttpContext.Actor();
        await end.RunAsync(who.LoginSession!, who, cancel);
        DeskCookies.SignOut(HttpContext);
        return Done("/desk/sign-in", "signed_out");
    }
}
