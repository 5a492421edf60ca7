using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Staff.Pages;

[Needs(Right.ManageStaff, Fresh = true)]
public sealed class Member(StaffQueries staff, ChangeRole change, ResetMember reset, RemoveMember remove, ForgetMember forget) : DeskPage
{
    [FromRoute]
    public string Id { get; set; } = "";

    public StaffMember? Person { get; private set; }

    /// <summary>Set instead of <see cref="Person"/> for somebody who has left.</summary>
    public StaffMember? Former { get; private set; }

    public int Browsers { get; private set; }

    /// <summary>The link, on the one page that shows it.</summary>
    public InvitePerson.Made? Made { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Response.StatusCode = (Person ?? Former) is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostRoleAsync(string? role, string? seen, CancellationToken cancel)
    {
        if (!Enum.TryParse<Role>(role, out var chosen) || !Enum.IsDefined(chosen))
        {
            return BadRequest();
        }
        var outcome = await change.RunAsync(Id, chosen, HttpContext.Actor(), cancel, Enum.TryParse<Role>(seen, out var shown) ? shown : null);
        return outcome.IsDone ? Done("/desk/staff", "role") : await RefusedWholeAsync(outcome.Refusal, cancel);
    }

    public async Task<IActionResult> OnPostResetAsync(CancellationToken cancel)
    {
        var outcome = await reset.RunAsync(Id, HttpContext.Actor(), cancel);
        if (!outcome.IsDone)
        {
            return await RefusedWholeAsync(outcome.Refusal, cancel);
        }
        await LoadAsync(cancel);
        Made = outcome.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        var outcome = await remove.RunAsync(Id, HttpContext.Actor(), cancel);
        return outcome.IsDone ? Done("/desk/staff", "removed") : await RefusedWholeAsync(outcome.Refusal, cancel);
    }

    public async Task<IActionResult> OnPostForgetAsync(CancellationToken cancel)
    {
        var outcome = await forget.RunAsync(Id, HttpContext.Actor(), cancel);
        return outcome.IsDone ? Done("/desk/staff", "forgotten") : await RefusedWholeAsync(outcome.Refusal, cancel);
    }

    private async Task<IActionResult> RefusedWholeAsync(Refusal refusal, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return Refused(refusal);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Person = await staff.FindAsync(Id, cancel);
        Former = Person is null ? (await staff.FormerAsync(cancel)).FirstOrDefault(m => m.Id == Id) : null;
        Browsers = (await staff.SessionsAsync(Id, cancel)).Count;
    }
}
