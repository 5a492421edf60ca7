using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Offer;

/// <summary>Publishes what each campaign has come to: what the books say that stays of its gifts, in its own currency, and what came outside them. So a total falls by what was paid back alone.</summary>
public sealed class CountCampaigns(IDbContextFactory<NewsroomDb> dbs, LedgerQueries ledger, GiftOffer offer, TimeProvider time) : IJob
{
    public const string JobKind = "count campaigns";

    /// <summary>A total is not counted again sooner.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    private static readonly FactKind[] Payments = [FactKind.Charge, FactKind.ChequeTaken, FactKind.BankMatched];

    public string Kind => JobKind;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        await RunAsync(cancel);
        await offer.ReloadAsync(cancel);
    }

    /// <returns>How many were counted.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var raised = (await ledger.RaisedAsync(cancel)).Where(r => r.Campaign is not null).ToLookup(r => (r.Campaign!, r.Amount.Currency), r => r.Amount.Minor);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var totals = await db.Set<CampaignTotal>().ToDictionaryAsync(t => t.Campaign, cancel);
        var counted = 0;
        foreach (var campaign in await db.Set<Campaign>().AsNoTracking().ToListAsync(cancel))
        {
            if (totals.GetValueOrDefault(campaign.Id) is not { } total)
            {
                db.Add(total = new CampaignTotal { Campaign = campaign.Id });
            }
            else if (now - total.AsOf < Pause)
            {
                continue;
            }
            (total.Amount, total.Givers, total.AsOf) = (campaign.Offline + raised[(campaign.Id, campaign.Currency)].Sum(), await GiversAsync(db, campaign.Id, cancel), now);
            counted++;
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return counted;
    }

    // Who gave twice is one giver where they left an address, and two where they did not.
    private static Task<int> GiversAsync(NewsroomDb db, string campaign, CancellationToken cancel)
    {
        var standing = EntryRow.StandingIn(db).Where(e => Payments.Contains(e.Kind));
        return db.Set<Gift>().Where(g => g.Campaign == campaign && standing.Any(e => e.Gift == g.Id)).Select(g => g.Donor ?? g.Id).Distinct().CountAsync(cancel);
    }
}
