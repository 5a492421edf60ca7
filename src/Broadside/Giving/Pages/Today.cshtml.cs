using Broadside.Giving.Cheques;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Giving.Pages;

/// <summary>What was raised, how the rails stand and what they hold, and what waits for a person.</summary>
[Needs(Right.SeeMoney)]
public sealed class Today(TreasuryQueries treasury, LedgerQueries ledger, RaisedQueries raised, StatementQueries statements, ChequeQueries cheques, SiteRecord site, IOutlet outlet, TimeProvider time) : MoneyPage
{
    public bool IsSetUp { get; private set; } = true;

    /// <summary>This copy charges nobody and pays nothing back until somebody says that it is the one.</summary>
    public bool IsQuiet { get; private set; }

    public IReadOnlyList<Money> Month { get; private set; } = [];

    public IReadOnlyList<Money> All { get; private set; } = [];

    public IReadOnlyList<(Campaign Campaign, long Raised)> Campaigns { get; private set; } = [];

    /// <summary>Key of <c>money.waits</c>, how many, and where they are dealt with.</summary>
    public IReadOnlyList<(string Key, int Count, string Address)> Waits { get; private set; } = [];

    public IReadOnlyList<TreasuryQueries.Rail> Rails { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (now, details) = (time.GetUtcNow(), site.Read<PayoutDetails>(PayoutDetails.Part));
        IsSetUp = details.Recipients.Count > 0;
        IsQuiet = await treasury.IsQuietAsync(cancel);
        var local = TimeZoneInfo.ConvertTime(now, outlet.Zone);
        var month = new DateTime(local.Year, local.Month, 1);
        Month = await raised.SinceAsync(new DateTimeOffset(month, outlet.Zone.GetUtcOffset(month)).ToUniversalTime(), cancel);
        All = await ledger.RaisedInAllAsync(cancel);
        var totals = (await ledger.RaisedAsync(cancel)).Where(r => r.Campaign is not null).ToLookup(r => (r.Campaign, r.Amount.Currency), r => r.Amount.Minor);
        Campaigns = [.. (await treasury.CampaignsAsync(cancel)).Where(c => c.IsOpen(now)).Select(c => (c, totals[(c.Id, c.Currency)].Sum() + c.Offline))];
        Rails = await treasury.RailsAsync(cancel);
        var plans = (await treasury.PlanCountsAsync(cancel)).States;
        var changes = (await treasury.ChangesAsync(cancel)).Count(c => c.AppliedAt is null && c.WithdrawnAt is null);
        (string, int, string)[] waits =
        [
            ("rails", Rails.Count(r => !r.MayOffer), "/desk/giving/rails"),
            ("items", (await treasury.ItemsAsync(cancel)).Count, "/desk/giving/reconcile"),
            ("lines", await statements.CountAsync(cancel), "/desk/giving/bank"),
            ("acts", (await treasury.ActsAsync(cancel)).Count, "/desk/giving/details"),
            ("changes", changes, "/desk/giving/details"),
            ("cheques", (await cheques.InDrawerAsync(cancel)).Count, "/desk/giving/cheques"),
            ("plans", plans.GetValueOrDefault(PlanState.Interrupted) + plans.GetValueOrDefault(PlanState.PastDue), "/desk/giving/plans"),
        ];
        Waits = [.. waits.Where(w => w.Item2 > 0)];
    }
}
