using System.Globalization;
using Broadside.Giving.Ledger;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails.Cheque;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Cheques;

/// <summary>Brings cheques and cash to the bank together: from "not deposited" they go on their way, until the bank's line of the whole amount is settled as this deposit.</summary>
public sealed class DepositCheques(IDbContextFactory<NewsroomDb> dbs, SiteRecord site, PostFacts post, AuditLog audit, Ids ids, TimeProvider time)
{
    /// <param name="cheques">Their ids; all of one currency.</param>
    /// <param name="bank">The account's number.</param>
    /// <param name="who">Who brings them.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<DepositSlip>> RunAsync(IReadOnlyCollection<string> cheques, string bank, Actor who, CancellationToken cancel)
    {
        if (site.Read<PayoutDetails>(PayoutDetails.Part).Banks.FirstOrDefault(b => b.Number == bank) is not { } account)
        {
            return new Refusal("no_bank", "Choose the account. If there is none, add it under payment details first.", "bank");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var taken = await db.Set<Cheque>().Where(c => cheques.Contains(c.Id) && c.Slip == null && c.WithdrawnAt == null && c.BouncedAt == null).ToListAsync(cancel);
        if (taken.Count == 0 || taken.Count != cheques.Distinct().Count())
        {
            return new Refusal("cheques", "Choose what goes to the bank. What is in another deposit already cannot go twice.", "cheques");
        }
        if (taken.DistinctBy(c => c.Currency).Count() > 1)
        {
            return new Refusal("currencies", "A deposit is of one currency. Make one for each.", "cheques");
        }
        var now = time.GetUtcNow();
        var slip = new DepositSlip { Id = ids.New(), Bank = account.Rail, Amount = taken.Sum(c => c.Amount), Currency = taken[0].Currency, MadeBy = who.Id, MadeAt = now };
        db.Add(slip);
        await db.SaveChangesAsync(cancel);
        taken.ForEach(c => c.Slip = slip.Id);
        await audit.AddAsync(db, who, "deposit cheques", $"deposit/{slip.Id}", string.Create(CultureInfo.InvariantCulture, $"{taken.Count}: {new Money(slip.Amount, slip.Currency)}"), cancel);
        await db.SaveChangesAsync(cancel);
        await post.AddAsync(db, [.. taken.Select(c => new Fact(ChequeRail.Id, "", FactKind.ChequeDeposited, c.Id, c.Money(), now) { PaymentRemoteId = c.Id })], cancel);
        Mishap.Here("cheques deposited");
        await writing.CommitAsync(cancel);
        return slip;
    }
}
