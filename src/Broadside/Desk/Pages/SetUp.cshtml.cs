using System.Net;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Staff.Gate;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Desk.Pages;

[OpenToAll]
public sealed class SetUp(SetUpNewsroom setUp, StaffQueries staff, SiteRecord site) : DeskPage
{
    [FromRoute]
    public string Token { get; set; } = "";

    public bool IsOpen { get; private set; }

    [BindProperty]
    public string? Outlet { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The page was opened by a number, to which no passkey can belong.</summary>
    public bool IsNumber => IPAddress.TryParse(Request.Host.Host.Trim('[', ']'), out _);

    public string NamedAddress => $"{Request.Scheme}://localhost:{Request.Host.Port}{Request.Path}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await FindAsync(cancel);
        var identity = site.Read<Identity>(Identity.Part);
        Outlet ??= identity.Name == new Identity().Name ? null : identity.Name;
        Language ??= DeskWords.Of(HttpContext).Language;
        Response.StatusCode = IsOpen ? 200 : 404;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? zone, string? password, string? ceremony, string? credential, CancellationToken cancel)
    {
        await FindAsync(cancel);
        if (!IsOpen)
        {
            return await OnGetAsync(cancel);
        }
        var person = new JoinStaff.Form(Name, Email, Language ?? "", password, ceremony, credential);
        var outcome = await setUp.RunAsync(Token, new SetUpNewsroom.Form(Outlet, zone, person), DeskCookies.VisitorOf(HttpContext), HttpContext, cancel);
        if (!outcome.IsDone)
        {
            return Refused(outcome.Refusal);
        }
        DeskCookies.SignIn(HttpContext, outcome.Value);
        return Done("/desk", "set_up");
    }

    private async Task FindAsync(CancellationToken cancel) =>
        IsOpen = await staff.FindInvitationAsync(Token, cancel) is { Kind: InvitationKind.SetUp } && await staff.OwnersAsync(cancel) == 0;
}
