using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>Drives for a purpose and a time, and the funds that gifts go into.</summary>
[Needs(Right.SeeMoney)]
public sealed class CampaignsPage(TreasuryQueries treasury, LedgerQueries ledger, KeepFund keep, SiteRecord site, TimeProvider time) : MoneyPage
{
    public IReadOnlyList<(Campaign Campaign, long Raised)> Rows { get; private set; } = [];

    public IReadOnlyList<Fund> Funds { get; private set; } = [];

    public string? Name { get; private set; }

    public IReadOnlyList<KeyValuePair<string, string>> Recipients => [.. site.Read<PayoutDetails>(PayoutDetails.Part).Recipients.Select(r => KeyValuePair.Create(r.Id, r.Name))];

    public string StateOf(Campaign campaign) => campaign.IsOpen(time.GetUtcNow()) ? "money.campaigns.runs" : time.GetUtcNow() < campaign.StartsAt ? "money.campaigns.comes" : "money.campaigns.over";

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostFundAsync(string? name, string? recipient, bool isRestricted, CancellationToken cancel)
    {
        Name = name;
        return await EndAsync(await keep.RunAsync(name ?? "", recipient ?? "", isRestricted, HttpContext.Actor(), cancel), "/desk/giving/campaigns", "fund_made", () => ShowAsync(cancel));
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        var totals = (await ledger.RaisedAsync(cancel)).Where(r => r.Campaign is not null).ToLookup(r => (r.Campaign, r.Amount.Currency), r => r.Amount.Minor);
        Rows = [.. (await treasury.CampaignsAsync(cancel)).Select(c => (c, totals[(c.Id, c.Currency)].Sum() + c.Offline))];
        Funds = await treasury.FundsAsync(cancel);
    }
}
