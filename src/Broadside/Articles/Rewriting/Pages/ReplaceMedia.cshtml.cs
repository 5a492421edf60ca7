using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Media;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Rewriting.Pages;

[Needs(Right.EditOthers)]
public sealed class ReplaceMedia(MediaQueries media, AskReplaceFile ask) : DeskPage
{
    private const int Shown = 12;

    public MediaFile? Old { get; private set; }

    public string? To { get; private set; }

    public bool TakeWords { get; private set; } = true;

    /// <summary>The newest files of the same kind: most often the one that takes its place was just added.</summary>
    public IReadOnlyList<MediaFile> Newest { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? from, CancellationToken cancel)
    {
        await LoadAsync(from, cancel);
        Response.StatusCode = Old is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? from, string? to, bool takeWords, CancellationToken cancel)
    {
        var outcome = await ask.RunAsync(from ?? "", to ?? "", takeWords, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Redirect("/desk/changes/" + outcome.Value.Id);
        }
        (To, TakeWords) = (to, takeWords);
        await LoadAsync(from, cancel);
        return Refused(outcome.Refusal);
    }

    private async Task LoadAsync(string? from, CancellationToken cancel)
    {
        Old = from is null ? null : await media.FindAsync(from, cancel);
        if (Old is not null)
        {
            var newest = await media.LibraryAsync(null, MediaType.Named(Old.MediaType)?.Kind, null, Shown + 1, cancel);
            Newest = [.. newest.Where(m => m.Sha256 != Old.Sha256).Take(Shown)];
        }
    }
}
