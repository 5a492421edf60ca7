using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Account;
using Broadside.Staff.Gate;
using Broadside.Staff.Signing;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Staff.Pages;

[Needs(Right.Enter, Fresh = true, BeforeCodes = true)]
public sealed class Passkeys(StaffQueries staff, AddPasskey add, RenamePasskey rename, RemovePasskey remove) : DeskPage
{
    private const string Here = "/desk/account/passkeys";

    public IReadOnlyList<Passkey> All { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => All = await staff.PasskeysAsync(HttpContext.Actor().Id, cancel);

    public async Task<IActionResult> OnPostAsync(string? ceremony, string? credential, CancellationToken cancel) =>
        await EndAsync(await add.RunAsync(HttpContext.Actor(), ceremony, credential, DeskCookies.VisitorOf(HttpContext), HttpContext, cancel), "passkey_added", cancel);

    public async Task<IActionResult> OnPostRenameAsync(string? id, string? name, CancellationToken cancel) =>
        await EndAsync(await rename.RunAsync(HttpContext.Actor(), id ?? "", name, cancel), "passkey_renamed", cancel);

    public async Task<IActionResult> OnPostRemoveAsync(string? id, CancellationToken cancel) =>
        await EndAsync(await remove.RunAsync(HttpContext.Actor(), id ?? "", cancel), "passkey_removed", cancel);

    private async Task<IActionResult> EndAsync(Outcome<string> outcome, string done, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Done(Here, done);
        }
        await OnGetAsync(cancel);
        return Refused(outcome.Refusal with { Field = null });
    }
}
