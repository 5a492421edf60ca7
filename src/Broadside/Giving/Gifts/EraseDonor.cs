using Broadside.Giving.Mine;
using Broadside.Giving.Rails;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>
/// Forgets who a donor was, by their own wish or at the desk: name, addresses, letters, links, cards, and what the bank wrote beside their transfers. Plans must be ended first, because
/// a processor would go on charging somebody whom nobody knows. Gifts, entries and receipts stay, without a name: what was raised does not change by it.
/// </summary>
public sealed class EraseDonor(IDbContextFactory<NewsroomDb> dbs, ForgetLetters letters, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Donor>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Donor>().SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } donor)
        {
            return new Refusal("gone", "give.gone");
        }
        var gifts = db.Set<Gift>().Where(g => g.Donor == id);
        var plans = db.Set<RecurringPlan>().Where(p => gifts.Any(g => g.Id == p.Gift));
        if (await plans.AnyAsync(p => p.State != PlanState.Ended, cancel))
        {
            return new Refusal("plans_run", "mine.end_first");
        }
        donor.ErasedAt ??= time.GetUtcNow();
        await ForgetLettersAsync(db, id, gifts, cancel);
        await plans.ExecuteUpdateAsync(p => p.SetProperty(x => x.Instrument, (string?)null), cancel);
        await ForgetLinesAsync(db, gifts, cancel);
        await db.Set<GiftDetails>().Where(d => gifts.Any(g => g.Id == d.Gift)).ExecuteDeleteAsync(cancel);
        await gifts.ExecuteUpdateAsync(g => g.SetProperty(x => x.Visibility, Visibility.Anonymous), cancel);
        await db.Set<DonorDetails>().Where(d => d.Donor == id).ExecuteDeleteAsync(cancel);
        await db.Set<MineLink>().Where(l => l.Donor == id).ExecuteDeleteAsync(cancel);
        await audit.AddAsync(db, who, "erase donor", $"donor/{id}", "", cancel);
        await db.SaveChangesAsync(cancel);
        Mishap.Here("donor erased");
        await writing.CommitAsync(cancel);
        return donor;
    }

    private async Task ForgetLettersAsync(NewsroomDb db, string donor, IQueryable<Gift> gifts, CancellationToken cancel)
    {
        var addresses = await db.Set<DonorDetails>().Where(d => d.Donor == donor).Select(d => d.Email)
            .Union(db.Set<GiftDetails>().Where(d => d.Email != null && gifts.Any(g => g.Id == d.Gift)).Select(d => d.Email!)).ToListAsync(cancel);
        foreach (var address in addresses)
        {
            await letters.RunAsync(db, address, cancel);
        }
    }

    // The line stays, with its day and amount: the books rest on it. Of one that was split among several the bank's words go too.
    private static Task ForgetLinesAsync(NewsroomDb db, IQueryable<Gift> gifts, CancellationToken cancel) => db.Set<StatementRow>()
        .Where(l => gifts.Any(g => l.Matched == "gift/" + g.Id || l.Matched == "paid-back/" + g.Id || db.Set<LinePart>().Any(p => p.Rail == l.Rail && p.Key == l.Key && p.Goal == "gift/" + g.Id)))
        .ExecuteUpdateAsync(l => l.SetProperty(x => x.Counterparty, (string?)null).SetProperty(x => x.Remittance, (string?)null), cancel);
}
