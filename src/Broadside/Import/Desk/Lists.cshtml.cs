using Broadside.Guard;
using Broadside.Import.Uploads;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Import.Desk;

/// <summary>Lists of subscribers are sent here, tried, and brought over when a person says so.</summary>
[Needs(Right.ManageSubscribers)]
[LargeBody]
public sealed class Lists(UploadQueries uploads, SendImport send) : DeskPage
{
    private const int PerPage = 30;

    public string? ConsentSource { get; private set; }

    public bool AskAll { get; private set; }

    public IReadOnlyList<UploadQueries.Listed> Rows { get; private set; } = [];

    public string? Older { get; private set; }

    public async Task OnGetAsync(string? before, CancellationToken cancel)
    {
        var rows = await uploads.LatestAsync(before, PerPage + 1, cancel, lists: true);
        Rows = [.. rows.Take(PerPage)];
        Older = rows.Count > PerPage ? "/desk/subscribers/lists?before=" + Uri.EscapeDataString(Rows[^1].Id) : null;
    }

    public async Task<IActionResult> OnPostAsync(List<IFormFile>? files, string? consentSource, bool askAll, CancellationToken cancel)
    {
        (ConsentSource, AskAll) = (consentSource, askAll);
        var wishes = new UploadWishes { ConsentSource = string.IsNullOrWhiteSpace(consentSource) ? null : consentSource.Trim()[..Math.Min(120, consentSource.Trim().Length)], AskAll = askAll };
        var arriving = (files ?? []).Select(f => new SendImport.Arriving(f.FileName, f.OpenReadStream)).ToList();
        var outcome = await send.RunAsync(BringLists.Platform, arriving, wishes, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Redirect("/desk/subscribers/lists/" + outcome.Value.Id);
        }
        await OnGetAsync(null, cancel);
        return Refused(outcome.Refusal);
    }
}
