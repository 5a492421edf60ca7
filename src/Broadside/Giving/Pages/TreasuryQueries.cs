using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Acts;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Pages;

/// <summary>What several of the treasurer's pages ask.</summary>
public sealed class TreasuryQueries(IDbContextFactory<NewsroomDb> dbs, RailBoard board, LedgerQueries ledger, OutboundSwitch outbound)
{
    /// <summary>A rail, what stands with it, and what it holds for us: money that is at risk until it is paid out.</summary>
    public sealed record Rail(RailDescriptor About, HealthState State, IReadOnlyList<RailHealthRow> Health, DateTimeOffset? ProbedAt, IReadOnlyList<Money> AtRisk, bool MayOffer);

    /// <summary>Whether this copy must act towards nobody. A newsroom that never acted is not asked: looking begins nothing.</summary>
    public async Task<bool> IsQuietAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<OutboundRow>().AnyAsync(cancel) && !await outbound.MayAsync(cancel);
    }

    public async Task<IReadOnlyList<Rail>> RailsAsync(CancellationToken cancel)
    {
        await board.ReloadAsync(cancel);
        var sums = await ledger.BalancesAsync(cancel, "assets:");
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var health = await db.Set<RailHealthRow>().AsNoTracking().OrderBy(h => h.Currency).ThenBy(h => h.Country).ToListAsync(cancel);
        return [.. board.Rails.Select(r => r.Describe()).Select(about => new Rail(
            about,
            health.Where(h => h.Rail == about.Id && h.Currency == RailHealthRow.All && h.Country == RailHealthRow.All).Select(h => h.State).FirstOrDefault(HealthState.Healthy),
            health.FindAll(h => h.Rail == about.Id && h.State != HealthState.Healthy),
            health.Find(h => h.Rail == about.Id && h.Currency == RailHealthRow.All && h.Country == RailHealthRow.All)?.ProbedAt,
            [.. sums.Where(s => s.Amount != 0 && IsHeld(s.Account, about.Id)).GroupBy(s => s.Currency).Select(g => new Money(g.Sum(s => s.Amount), g.Key))],
            about.Limits.Count > 0 && board.MayOffer(about.Id, about.Limits[0].Currency, null)))];
    }

    /// <summary>Open, oldest first.</summary>
    public async Task<IReadOnlyList<GivingItem>> ItemsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<GivingItem>().AsNoTracking().Where(i => i.SettledAt == null).OrderBy(i => i.RaisedAt).ThenBy(i => i.Subject).Take(200).ToListAsync(cancel);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Reconciliation>> ReconciliationsAsync(int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Reconciliation>().AsNoTracking().OrderByDescending(r => r.EndedAt).Take(count).ToListAsync(cancel);
    }

    /// <summary>Acts about money that wait for a second person or for their time.</summary>
    public async Task<IReadOnlyList<PendingAct>> ActsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<PendingAct>().AsNoTracking().Where(a => a.State == ActState.Waiting && (a.Kind == ChangePayout.ActKind || a.Kind == AskRefund.ActKind)).OrderBy(a => a.AskedAt).ToListAsync(cancel);
    }

    /// <summary>Changes of where money goes that were agreed to, the newest first.</summary>
    public async Task<IReadOnlyList<PayoutChange>> ChangesAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<PayoutChange>().AsNoTracking().OrderByDescending(c => c.AgreedAt).Take(100).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<Campaign>> CampaignsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Campaign>().AsNoTracking().OrderByDescending(c => c.StartsAt).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<Fund>> FundsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Fund>().AsNoTracking().OrderBy(f => f.Name).ToListAsync(cancel);
    }

    /// <param name="state">Null: all.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<RecurringPlan>> PlansAsync(PlanState? state, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<RecurringPlan>().AsNoTracking().Where(p => state == null || p.State == state).OrderByDescending(p => p.ChangedAt).Take(200).ToListAsync(cancel);
    }

    /// <summary>How many plans there are in each state, and how many of those that ended go on elsewhere.</summary>
    public async Task<(IReadOnlyDictionary<PlanState, int> States, int Moved)> PlanCountsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return (await db.Set<RecurringPlan>().GroupBy(p => p.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel), await db.Set<RecurringPlan>().CountAsync(p => p.Continues != null, cancel));
    }

    /// <summary>What was done about money, newest first.</summary>
    public async Task<IReadOnlyList<AuditRow>> LogAsync(long? before, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<AuditRow>().AsNoTracking().Include(a => a.Text).Where(a => GivingActs.All.Contains(a.What) && (before == null || a.Seq < before)).OrderByDescending(a => a.Seq).Take(count).ToListAsync(cancel);
    }

    private static bool IsHeld(string account, string rail) => account == Accounts.Clearing(rail, "") || account == Accounts.Reserve(rail) || account == Accounts.Transit(rail);
}
