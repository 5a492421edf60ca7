using Broadside.Giving.Gifts;
using Broadside.Guard;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>One donor: what they gave, everything about them as a file, one with another, erased.</summary>
[Needs(Right.SeeMoney)]
public sealed class OneDonor(DonorQueries donors, MergeDonors merge, EraseDonor erase, ExportDonor export) : MoneyPage
{
    [FromRoute(Name = "id")]
    public string Id { get; set; } = "";

    public DonorQueries.Whole? Whole { get; private set; }

    public string? Into { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await ShowAsync(cancel);
        Response.StatusCode = Whole is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancel)
    {
        var file = await export.RunAsync(Id, HttpContext.Actor(), cancel);
        if (!file.IsDone)
        {
            await ShowAsync(cancel);
            return Refused(file.Refusal);
        }
        return File(file.Value, "application/json", $"donor-{Id}.json");
    }

    public async Task<IActionResult> OnPostMergeAsync(string? into, CancellationToken cancel)
    {
        Into = into;
        var merged = await merge.RunAsync(Id, into ?? "", HttpContext.Actor(), cancel);
        return await EndAsync(merged, "/desk/giving/donors/" + merged.Value?.Id, "donors_merged", () => ShowAsync(cancel));
    }

    public async Task<IActionResult> OnPostEraseAsync(CancellationToken cancel) =>
        await EndAsync(await erase.RunAsync(Id, HttpContext.Actor(), cancel), "/desk/giving/donors", "donor_erased", () => ShowAsync(cancel));

    private async Task ShowAsync(CancellationToken cancel) => Whole = await donors.FindAsync(Id, cancel);
}
