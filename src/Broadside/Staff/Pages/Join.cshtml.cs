using Broadside.Guard;
using Broadside.Staff.Gate;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Staff.Pages;

[OpenToAll]
public sealed class Join(JoinStaff join, StaffQueries staff) : DeskPage
{
    public Invitation? Link { get; private set; }

    [FromRoute]
    public string Token { get; set; } = "";

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Link = await FindAsync(cancel);
        Response.StatusCode = Link is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? password, string? ceremony, string? credential, CancellationToken cancel)
    {
        var form = new JoinStaff.Form(Name, Email, DeskWords.Of(HttpContext).Language, password, ceremony, credential);
        Link = await FindAsync(cancel);
        if (Link is null)
        {
            return await OnGetAsync(cancel);
        }
        var outcome = await join.RunAsync(Token, form, DeskCookies.VisitorOf(HttpContext), HttpContext, cancel);
        if (!outcome.IsDone)
        {
            return Refused(outcome.Refusal);
        }
        DeskCookies.SignIn(HttpContext, outcome.Value);
        return Done("/desk", "joined");
    }

    // The link to set up has a form of its own, which names the outlet, too.
    private async Task<Invitation?> FindAsync(CancellationToken cancel) =>
        await staff.FindInvitationAsync(Token, cancel) is { Kind: not InvitationKind.SetUp } link ? link : null;
}
