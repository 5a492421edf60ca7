using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Staff.Pages;

[Needs(Right.ManageStaff)]
public sealed class People(StaffQueries staff, WithdrawInvitation withdraw) : DeskPage
{
    public IReadOnlyList<StaffQueries.Listed> All { get; private set; } = [];

    public IReadOnlyList<Invitation> Invitations { get; private set; } = [];

    public IReadOnlyList<StaffMember> Former { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Former = await staff.FormerAsync(cancel);
        All = await staff.AllAsync(cancel);
        Invitations = await staff.InvitationsAsync(cancel);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string? id, CancellationToken cancel)
    {
        var outcome = await withdraw.RunAsync(id ?? "", HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/staff", "withdrawn");
        }
        await OnGetAsync(cancel);
        return Refused(outcome.Refusal);
    }

    /// <summary>With what a person signs in, in words.</summary>
    public string Ways(StaffQueries.Listed person)
    {
        var words = DeskWords.Of(HttpContext);
        var ways = new[]
        {
            person.Passkeys > 0 ? words.Count("account.passkeys", person.Passkeys) : null,
            person.Member.PasswordHash is null ? null : words.Text(person.Member.CodeSecret is null ? "staff.password" : "staff.password_codes"),
        }.OfType<string>().ToList();
        return ways.Count == 0 ? words.Text("staff.no_way") : words.Together(ways);
    }
}
