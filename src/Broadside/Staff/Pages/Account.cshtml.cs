using Broadside.Guard;
using Broadside.Staff.Account;
using Broadside.Staff.Gate;
using Broadside.Staff.Signing;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Staff.Pages;

[Needs(Right.Enter, BeforeCodes = true)]
public sealed class Account(StaffQueries staff, ChangePreferences change, EndSession end, SignOutEverywhere everywhere) : DeskPage
{
    public StaffMember Member => HttpContext.Features.Get<LoginSessions.Found>()!.Member;

    public string Session => HttpContext.Actor().LoginSession!;

    public IReadOnlyList<LoginSession> Sessions { get; private set; } = [];

    public int Passkeys { get; private set; }

    public int RecoveryCodes { get; private set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public Scheme Scheme { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        (Name, Language, Scheme) = (Member.Name, Member.Language, Member.Scheme);
        await LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await change.RunAsync(HttpContext.Actor(), Name, Language, Scheme, cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/account", "preferences");
        }
        await LoadAsync(cancel);
        return Refused(outcome.Refusal);
    }

    public async Task<IActionResult> OnPostEndAsync(string? id, CancellationToken cancel)
    {
        var outcome = await end.RunAsync(id ?? "", HttpContext.Actor(), cancel);
        if (outcome.IsDone && id == Session)
        {
            DeskCookies.SignOut(HttpContext);
            return Done("/desk/sign-in", "signed_out");
        }
        return outcome.IsDone ? Done("/desk/account", "browser_ended") : await RefusedWholeAsync(outcome.Refusal, cancel);
    }

    public async Task<IActionResult> OnPostEverywhereAsync(CancellationToken cancel)
    {
        await everywhere.RunAsync(HttpContext.Actor(), cancel);
        DeskCookies.SignOut(HttpContext);
        return Done("/desk/sign-in", "signed_out_everywhere");
    }

    private async Task<IActionResult> RefusedWholeAsync(Kit.Refusal refusal, CancellationToken cancel)
    {
        await OnGetAsync(cancel);
        return Refused(refusal);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Sessions = await staff.SessionsAsync(Member.Id, cancel);
        Passkeys = (await staff.PasskeysAsync(Member.Id, cancel)).Count;
        RecoveryCodes = await staff.RecoveryCodesAsync(Member.Id, cancel);
    }
}
