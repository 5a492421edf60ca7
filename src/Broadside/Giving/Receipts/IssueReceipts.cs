using System.Globalization;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Receipts;

/// <summary>
/// Follows the books: one live receipt for every payment that is ours, over what of it stays. Where a payment changes, the receipt is
/// taken back with its number kept, and a new one is issued over the rest; so live receipts come to what the books say.
/// </summary>
public sealed class IssueReceipts(IDbContextFactory<NewsroomDb> dbs, TimeProvider time) : IJob
{
    public const string JobKind = "issue receipts";

    /// <summary>Code of the item for a payment that is not what its donor chose.</summary>
    public const string Differs = "amount-differs";

    private const string Through = "receipts-through";
    private const int Stretch = 500;
    private const int MostLooks = 100;

    public string Kind => JobKind;

    public Task RunAsync(string payload, CancellationToken cancel) => RunAsync(cancel);

    /// <returns>How many were issued.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var issued = 0;
        while (await StretchAsync(cancel) is { } more)
        {
            issued += more;
        }
        return issued + await LookAgainAsync(cancel);
    }

    /// <summary>Follows one payment now, as when a person has looked at it: within the caller's writing transaction; the caller saves.</summary>
    /// <returns>How many were issued.</returns>
    public async Task<int> FollowAsync(NewsroomDb db, string rail, string payment, CancellationToken cancel)
    {
        var accounts = await db.Set<EntryRow>().Where(e => e.Rail == rail && e.Payment == payment).Select(e => e.RailAccount).Distinct().ToListAsync(cancel);
        var (numbers, issued) = (new Dictionary<(string, int), int>(), 0);
        foreach (var account in accounts)
        {
            issued += await FollowAsync(db, rail, account, payment, numbers, cancel);
        }
        return issued;
    }

    // With the last part that a wallet sends, its invoice is paid in full, and the parts before it are confirmed too.
    private async Task<int> LookAgainAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var open = db.Set<GivingItem>().Where(i => i.Code == Differs && i.SettledAt == null && db.Set<EntryRow>().Any(e => e.Rail == i.Rail && e.Payment == i.Subject
            && db.Set<Attempt>().Any(a => a.Gift == e.Gift && a.Rail == i.Rail && a.State == AttemptState.Succeeded)));
        if (!await open.AnyAsync(cancel))
        {
            return 0;
        }
        await using var writing = await db.BeginWritingAsync(cancel);
        var issued = 0;
        foreach (var item in await open.OrderByDescending(i => i.RaisedAt).ThenBy(i => i.Subject).Select(i => new { i.Rail, i.Subject }).Take(MostLooks).ToListAsync(cancel))
        {
            issued += await FollowAsync(db, item.Rail, item.Subject, cancel);
            await db.SaveChangesAsync(cancel);
        }
        Mishap.Here("receipts looked at again");
        await writing.CommitAsync(cancel);
        return issued;
    }

    private async Task<int?> StretchAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var mark = await db.Set<GivingSwitch>().SingleOrDefaultAsync(s => s.Name == Through, cancel);
        var after = mark is null ? 0 : long.Parse(mark.Value, CultureInfo.InvariantCulture);
        var entries = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Seq > after).OrderBy(e => e.Seq).Take(Stretch).Select(e => new { e.Seq, e.Rail, e.RailAccount, e.Payment }).ToListAsync(cancel);
        if (entries.Count == 0)
        {
            return null;
        }
        var numbers = new Dictionary<(string, int), int>();
        var issued = 0;
        foreach (var payment in entries.Where(e => e.Payment is not null).Select(e => (e.Rail, e.RailAccount, Payment: e.Payment!)).Distinct())
        {
            issued += await FollowAsync(db, payment.Rail, payment.RailAccount, payment.Payment, numbers, cancel);
        }
        if (mark is null)
        {
            db.Add(mark = new GivingSwitch { Name = Through, Value = "" });
        }
        (mark.Value, mark.ChangedAt) = (entries[^1].Seq.ToString(CultureInfo.InvariantCulture), time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        Mishap.Here("receipts issued");
        await writing.CommitAsync(cancel);
        return issued;
    }

    private async Task<int> FollowAsync(NewsroomDb db, string rail, string account, string payment, Dictionary<(string, int), int> numbers, CancellationToken cancel)
    {
        var rows = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Rail == rail && e.RailAccount == account && e.Payment == payment).OrderBy(e => e.Seq).ToListAsync(cancel);
        var facts = Standing(rows);
        var paid = facts.Find(f => f.Gift is not null && f.Kind is FactKind.Charge or FactKind.ChequeTaken or FactKind.BankMatched);
        var live = await db.Set<Receipt>().SingleOrDefaultAsync(r => r.Rail == rail && r.RailAccount == account && r.Payment == payment && r.VoidedAt == null, cancel);
        var seqs = rows.ConvertAll(r => r.Seq);
        // What stands in the books, not what this class thinks of facts.
        var net = paid is null ? 0 : -await db.Set<PostingRow>().Where(p => seqs.Contains(p.Entry) && p.Currency == paid.Amount.Currency && (p.Account.StartsWith("income:") || p.Account == Accounts.Refunds)).SumAsync(p => p.Amount, cancel);
        var gift = paid is null ? null : await db.Set<Gift>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == paid.Gift, cancel);
        if (live is not null && gift is not null && live.Amount == net && live.Gift == gift.Id && live.Currency == paid!.Amount.Currency)
        {
            return 0;
        }
        var now = time.GetUtcNow();
        if (live is not null)
        {
            (live.VoidedAt, live.VoidReason) = (now, net <= 0 ? "paid back" : "amount changed");
            await db.SaveChangesAsync(cancel);
        }
        if (gift is null || net <= 0 || !await IsAsChosenAsync(db, gift, paid!, payment, now, cancel))
        {
            return 0;
        }
        var year = paid!.At.UtcDateTime.Year;
        if (!numbers.TryGetValue((gift.Recipient, year), out var last))
        {
            last = await db.Set<Receipt>().Where(r => r.Recipient == gift.Recipient && r.Year == year).MaxAsync(r => (int?)r.Number, cancel) ?? 0;
        }
        numbers[(gift.Recipient, year)] = last + 1;
        db.Add(new Receipt
        {
            Recipient = gift.Recipient,
            Year = year,
            Number = last + 1,
            Rail = rail,
            RailAccount = account,
            Payment = payment,
            Gift = gift.Id,
            Amount = net,
            Currency = paid.Amount.Currency,
            PaidAt = paid.At,
            IssuedAt = now,
        });
        return 1;
    }

    // A rail that took another amount than the donor chose: its truth is in the books, a person looks before anything is confirmed.
    private static async Task<bool> IsAsChosenAsync(NewsroomDb db, Gift gift, Fact paid, string payment, DateTimeOffset now, CancellationToken cancel)
    {
        if (paid.Kind != FactKind.Charge || paid.Amount == gift.Total())
        {
            return true;
        }
        if (await db.Set<RecurringPlan>().AnyAsync(p => p.Gift == gift.Id && p.Amount == paid.Amount.Minor && p.Currency == paid.Amount.Currency, cancel))
        {
            return true;
        }
        if (await IsPaidInFullAsync(db, gift, paid, cancel))
        {
            await db.Set<GivingItem>().Where(i => i.Code == Differs && i.Subject == payment && i.SettledAt == null).ExecuteUpdateAsync(i => i.SetProperty(x => x.SettledAt, now), cancel);
            return true;
        }
        var item = await GivingItems.RaiseAsync(db, Differs, payment, paid.Rail, paid.Amount.ToString(), gift.Total().ToString(), now, cancel);
        return item.SettledAt is not null;
    }

    // Coin is asked for in the currency that the donor chose, and comes in as many payments as a wallet makes: whether that is all, its invoice alone can say.
    private static async Task<bool> IsPaidInFullAsync(NewsroomDb db, Gift gift, Fact paid, CancellationToken cancel) =>
        (paid.Amount.Currency != gift.Currency || paid.Amount.Currency == "SAT") && paid.Attempt is not null
        && await db.Set<Attempt>().AnyAsync(a => a.Id == paid.Attempt && a.Gift == gift.Id && a.Rail == paid.Rail && a.State == AttemptState.Succeeded, cancel);

    private static List<Fact> Standing(List<EntryRow> rows) =>
        [.. EntryRow.Standing(rows)];
}
