using Broadside.Giving.Gifts;
using Broadside.Giving.Rails;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Mine;

/// <summary>Forgets a donor by their own wish: name, address, letters, links. Plans must be ended first, because a processor would go on charging somebody whom nobody knows. What was raised stays as it is.</summary>
public sealed class EraseMe(IDbContextFactory<NewsroomDb> dbs, ForgetLetters letters, MineLinks links, EraseDonor erase)
{
    public async Task<Outcome<Donor>> RunAsync(string donor, CancellationToken cancel)
    {
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            await using var writing = await db.BeginWritingAsync(cancel);
            var own = db.Set<Gift>().Where(g => g.Donor == donor);
            var plans = db.Set<RecurringPlan>().Where(p => own.Any(g => g.Id == p.Gift));
            if (await plans.AnyAsync(p => p.State != PlanState.Ended, cancel))
            {
                return new Refusal("plans", "mine.end_first");
            }
            var addresses = await db.Set<DonorDetails>().Where(d => d.Donor == donor).Select(d => d.Email)
                .Union(db.Set<GiftDetails>().Where(d => d.Email != null && own.Any(g => g.Id == d.Gift)).Select(d => d.Email!)).ToListAsync(cancel);
            foreach (var address in addresses)
            {
                await letters.RunAsync(db, address, cancel);
            }
            await plans.ExecuteUpdateAsync(p => p.SetProperty(x => x.Instrument, (string?)null), cancel);
            await writing.CommitAsync(cancel);
        }
        Mishap.Here("letters forgotten");
        var erased = await erase.RunAsync(donor, MineActor.Of(donor), cancel);
        await links.CloseAsync(donor, cancel);
        return erased;
    }
}
