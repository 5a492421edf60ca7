using Broadside.Giving.Ledger;
using Broadside.Giving.Rails;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>What stands with one start of a gift, as its donor is told.</summary>
public sealed class AttemptQueries(IDbContextFactory<NewsroomDb> dbs, TimeProvider time)
{
    /// <returns>The attempt that this form began; null: none.</returns>
    public async Task<Attempt?> ByTokenAsync(string token, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Attempt>().AsNoTracking().SingleOrDefaultAsync(a => a.Token == token, cancel);
    }

    public async Task<SeenAttempt?> FindAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<Attempt>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) is not { } attempt)
        {
            return null;
        }
        var gift = await db.Set<Gift>().AsNoTracking().SingleAsync(g => g.Id == attempt.Gift, cancel);
        var attempts = await db.Set<Attempt>().AsNoTracking().Where(a => a.Gift == gift.Id).ToListAsync(cancel);
        var rows = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Gift == gift.Id).ToListAsync(cancel);
        var state = GiftStates.Of(gift, attempts, EntryRow.Standing(rows), time.GetUtcNow());
        var hasPlan = gift.Repeats != Interval.Once && await db.Set<RecurringPlan>().AnyAsync(p => p.Gift == gift.Id && p.State != PlanState.Ended, cancel);
        return new SeenAttempt(gift, attempt, state, hasPlan);
    }
}

/// <param name="Gift">What was chosen.</param>
/// <param name="Attempt">The start that was asked about.</param>
/// <param name="State">Of the gift: another start may have paid it.</param>
/// <param name="HasPlan">It comes again by itself.</param>
public sealed record SeenAttempt(Gift Gift, Attempt Attempt, GiftState State, bool HasPlan);
