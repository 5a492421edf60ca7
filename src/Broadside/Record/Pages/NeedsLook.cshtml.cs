using Broadside.Guard;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Record.Pages;

/// <summary>What in the record wants a person: words that changed or are gone, names that may be several, two dates for one event, one quote in two wordings.</summary>
[Needs(Right.Write)]
public sealed class NeedsLook(LookQueries look, ConfirmAnchor confirm, RemoveAnchor remove, MergeEvents merge) : DeskPage
{
    public LookQueries.Found Found { get; private set; } = new();

    public async Task OnGetAsync(CancellationToken cancel) => Found = await look.ReadAsync(cancel);

    /// <summary>The words that were found are meant.</summary>
    public async Task<IActionResult> OnPostConfirmAsync(string? id, CancellationToken cancel) =>
        await EndAsync(await confirm.RunAsync(id ?? "", null, HttpContext.Actor(), cancel), "look_confirmed", cancel);

    public async Task<IActionResult> OnPostRemoveAsync(string? id, CancellationToken cancel) =>
        await EndAsync(await remove.RunAsync(id ?? "", HttpContext.Actor(), cancel), "look_removed", cancel);

    /// <summary>Both are one event, and the first has the right date.</summary>
    public async Task<IActionResult> OnPostMergeAsync(string? keep, string? drop, CancellationToken cancel) =>
        await EndAsync(await merge.RunAsync(keep ?? "", drop ?? "", HttpContext.Actor(), cancel), "claim_merged", cancel);

    private async Task<IActionResult> EndAsync<T>(Kit.Outcome<T> outcome, string done, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Done("/desk/record", done);
        }
        Found = await look.ReadAsync(cancel);
        return Refused(outcome.Refusal with { Field = null });
    }
}
