using Broadside.Giving.Cheques;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>A deposit slip to print, and what of it came back.</summary>
[Needs(Right.SeeMoney)]
public sealed class OneDeposit(ChequeQueries cheques, BounceCheque bounce) : MoneyPage
{
    [FromRoute(Name = "id")]
    public string Id { get; set; } = "";

    public DepositSlip? Slip { get; private set; }

    public IReadOnlyList<ChequeQueries.Listed> Cheques { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await ShowAsync(cancel);
        Response.StatusCode = Slip is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }

    public async Task<IActionResult> OnPostBounceAsync(string? cheque, string? fee, CancellationToken cancel)
    {
        await ShowAsync(cancel);
        var cost = string.IsNullOrWhiteSpace(fee) ? null : Read(fee, Slip?.Currency);
        if (!string.IsNullOrWhiteSpace(fee) && cost is null)
        {
            return Refused(new Refusal("fee", "Write the bank's fee in the cheque's currency, or leave it empty."));
        }
        return await EndAsync(await bounce.RunAsync(cheque ?? "", cost, HttpContext.Actor(), cancel), "/desk/giving/cheques/" + Id, "cheque_bounced", () => ShowAsync(cancel));
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        if (await cheques.SlipAsync(Id, cancel) is { } found)
        {
            (Slip, Cheques) = found;
        }
    }
}
