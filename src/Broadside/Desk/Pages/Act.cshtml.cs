using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Staff.Acts;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Desk.Pages;

[Needs(Right.ManageKeys, Fresh = true)]
public sealed class Act(ActQueries acts, ApproveAct approve, WithdrawAct withdraw, StaffQueries staff) : DeskPage
{
    [FromRoute]
    public string Id { get; set; } = "";

    public PendingAct? Waiting { get; private set; }

    public string AskedBy { get; private set; } = "";

    public bool MayAgree => Waiting?.AskedBy != HttpContext.Actor().Id;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Response.StatusCode = Waiting is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostAgreeAsync(CancellationToken cancel) => await EndAsync(await approve.RunAsync(Id, HttpContext.Actor(), cancel), "agreed", cancel);

    public async Task<IActionResult> OnPostTakeBackAsync(CancellationToken cancel) => await EndAsync(await withdraw.RunAsync(Id, HttpContext.Actor(), cancel), "taken_back", cancel);

    private async Task<IActionResult> EndAsync(Outcome<PendingAct> outcome, string done, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Done("/desk", done);
        }
        await LoadAsync(cancel);
        return Refused(outcome.Refusal);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Waiting = (await acts.WaitingAsync(cancel)).FirstOrDefault(a => a.Id == Id);
        AskedBy = Waiting is null ? "" : (await staff.NamesAsync(cancel)).GetValueOrDefault(Waiting.AskedBy, Waiting.AskedBy);
    }
}
