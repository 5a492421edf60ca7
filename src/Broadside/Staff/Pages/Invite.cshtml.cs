using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Staff.Pages;

[Needs(Right.ManageStaff, Fresh = true)]
public sealed class Invite(InvitePerson invite) : DeskPage
{
    /// <summary>The link, on the one page that shows it.</summary>
    public InvitePerson.Made? Made { get; private set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public Role Role { get; set; } = Role.Writer;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(Role))
        {
            return BadRequest();
        }
        var outcome = await invite.RunAsync(Name, Email, Role, HttpContext.Actor(), cancel);
        Made = outcome.Value;
        return outcome.IsDone ? Page() : Refused(outcome.Refusal);
    }
}
