using Broadside.Guard;
using Broadside.Import.Uploads;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Import.Desk;

[Needs(Right.ManageSubscribers)]
public sealed class OneList(UploadQueries uploads, ImportProgress progress, DecideImport decide) : DeskPage
{
    [FromRoute]
    public string Id { get; set; } = "";

    public ImportUpload? Upload { get; private set; }

    public ImportProgress.Now? Now { get; private set; }

    public BringLists.Report? Report { get; private set; }

    /// <summary>Roughly, as people say it.</summary>
    public string? Left => Now?.Left is { } left ? DeskWords.Of(HttpContext).Count("oneimport.left", Math.Max(1, (long)Math.Ceiling(left.TotalMinutes))) : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Response.StatusCode = Upload is null ? 404 : 200;
        return Page();
    }

    public Task<IActionResult> OnPostBringAsync(CancellationToken cancel) => DecideAsync(UploadDecision.Bring, cancel);

    public Task<IActionResult> OnPostDropAsync(CancellationToken cancel) => DecideAsync(UploadDecision.Drop, cancel);

    // This right is for lists: what else was sent is decided on by those who may.
    private async Task<IActionResult> DecideAsync(UploadDecision decision, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Outcome<ImportUpload> outcome = new Refusal("unknown", "There is no such import.");
        if (Upload is not null)
        {
            outcome = await decide.RunAsync(Id, decision, HttpContext.Actor(), cancel);
        }
        if (outcome.IsDone)
        {
            return Redirect("/desk/subscribers/lists/" + Id);
        }
        await LoadAsync(cancel);
        return Refused(outcome.Refusal);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Upload = await uploads.FindAsync(Id, cancel) is { Platform: BringLists.Platform } found ? found : null;
        Now = progress.Of(Id);
        Report = Upload is null ? null : UploadQueries.ListReport(Upload);
    }
}
