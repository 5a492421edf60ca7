using Broadside.Giving.Gifts;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Offer;

/// <summary>
/// What the giving page tells of funds and campaigns, in memory: a page that is asked for reads no database. Read anew each minute, and by
/// whoever changes a fund or a campaign.
/// </summary>
public sealed class GiftOffer(IDbContextFactory<NewsroomDb> dbs, GiftWall wall, TimeProvider time) : IOpening, IDisposable
{
    /// <summary>What pages note that show a campaign or its total.</summary>
    public const string Key = "giving/offer";

    private const int NamesShown = 8;

    // One after another: what was read earlier never stands in the place of what was read later.
    private readonly SemaphoreSlim gate = new(1);

    private volatile IReadOnlyList<OfferedCampaign> campaigns = [];
    private volatile IReadOnlyList<Fund> funds = [];
    private volatile string told = "";

    /// <summary>A campaign began or ended, or another total is published: keys that pages noted.</summary>
    public event Action<IReadOnlySet<string>>? Changed;

    /// <summary>The general one first.</summary>
    public IReadOnlyList<Fund> Funds => funds;

    /// <summary>The one that began last first; those that are over are among them.</summary>
    public IReadOnlyList<OfferedCampaign> Campaigns => campaigns;

    /// <summary>The campaign that runs now; of several the one that began last.</summary>
    public OfferedCampaign? Running => campaigns.FirstOrDefault(c => c.Campaign.IsOpen(time.GetUtcNow()));

    public OfferedCampaign? Find(string? campaign) => campaigns.FirstOrDefault(c => c.Campaign.Id == campaign);

    public bool IsOpen(OfferedCampaign campaign) => campaign.Campaign.IsOpen(time.GetUtcNow());

    public Task OpenAsync(CancellationToken cancel) => ReloadAsync(cancel);

    public async Task ReloadAsync(CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await ReadAsync(cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task ReadAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var totals = await db.Set<CampaignTotal>().AsNoTracking().ToDictionaryAsync(t => t.Campaign, cancel);
        var read = new List<OfferedCampaign>();
        foreach (var campaign in await db.Set<Campaign>().AsNoTracking().OrderByDescending(c => c.StartsAt).ThenBy(c => c.Id).ToListAsync(cancel))
        {
            var total = totals.GetValueOrDefault(campaign.Id);
            var names = campaign.IsOpen(time.GetUtcNow()) ? await wall.LatestAsync(campaign.Id, NamesShown, cancel) : [];
            read.Add(new OfferedCampaign(campaign, new Money(total?.Amount ?? campaign.Offline, campaign.Currency), total?.Givers ?? 0, total?.AsOf, [.. names.Select(n => n.Name)]));
        }
        funds = await db.Set<Fund>().AsNoTracking().OrderBy(f => f.Id != Ledger.Accounts.GeneralFund).ThenBy(f => f.Name).ThenBy(f => f.Id).ToListAsync(cancel);
        Mishap.Here("offer read");
        campaigns = read;
        var now = Running is { } running ? $"{running.Campaign.Id} {running.Campaign.Title} {running.Campaign.Goal} {running.Raised} {running.Givers}" : "";
        if (now != told)
        {
            told = now;
            Changed?.Invoke(new HashSet<string>(StringComparer.Ordinal) { Key });
        }
    }
}

/// <param name="Campaign">As the treasurer keeps it.</param>
/// <param name="Raised">As last published.</param>
/// <param name="Givers">As last published.</param>
/// <param name="AsOf">When; null: not counted yet.</param>
/// <param name="Latest">Names of givers who want to be named, newest first.</param>
public sealed record OfferedCampaign(Campaign Campaign, Money Raised, int Givers, DateTimeOffset? AsOf, IReadOnlyList<string> Latest)
{
    public Money Goal => new(Campaign.Goal, Campaign.Currency);

    /// <summary>0 to 100.</summary>
    public int Percent => Campaign.Goal <= 0 ? 0 : (int)Int128.Clamp((Int128)Raised.Minor * 100 / Campaign.Goal, 0, 100);
}
