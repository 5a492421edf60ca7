using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Media.Pages;

[Needs(Right.ManageMedia)]
public sealed class Unused(UnusedMedia unused, RemoveUnused remove) : DeskPage
{
    private const int PerPage = 60;

    public IReadOnlyList<MediaFile> Files { get; private set; } = [];

    public MediaPlace? Next { get; private set; }

    /// <summary>How many of those chosen stay, because something uses them now.</summary>
    public int Kept { get; private set; }

    public async Task OnGetAsync(string? before, int? kept, CancellationToken cancel)
    {
        Kept = Math.Max(0, kept ?? 0);
        (Files, Next) = await unused.FindAsync(MediaPlace.Read(before), PerPage, cancel);
    }

    public async Task<IActionResult> OnPostAsync(string[] chosen, CancellationToken cancel)
    {
        var outcome = await remove.RunAsync(chosen, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done(outcome.Value.Kept > 0 ? $"/desk/media/unused?kept={outcome.Value.Kept}" : "/desk/media/unused", "media_removed");
        }
        await OnGetAsync(null, null, cancel);
        return Refused(outcome.Refusal);
    }
}
