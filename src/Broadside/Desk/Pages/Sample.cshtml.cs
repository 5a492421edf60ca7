using Broadside.Guard;
using Broadside.Import.Sample;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Desk.Pages;

[Needs(Right.ManageSite)]
public sealed class Sample(MakeSample make, RemoveSample remove, VersionStore versions) : DeskPage
{
    public int Count { get; private set; }

    /// <summary>Titles of what stays, because somebody edited it.</summary>
    public IReadOnlyList<string> Kept { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Count = await remove.CountAsync(cancel);

    public async Task<IActionResult> OnPostMakeAsync(CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return Refused(refusal);
        }
        await make.RunAsync(HttpContext.Actor(), cancel);
        return Done("/desk", "sample_made");
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        var outcome = await remove.RunAsync(HttpContext.Actor(), cancel);
        if (!outcome.IsDone)
        {
            await OnGetAsync(cancel);
            return Refused(outcome.Refusal);
        }
        Kept = outcome.Value.Kept;
        return Kept.Count == 0 ? Done("/desk", "sample_removed") : Page();
    }
}
