using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Payees;
using Broadside.Giving.Receipts;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Letters;

/// <summary>
/// Writes to donors about what is in the books: a receipt with thanks, money paid back, a transfer that has not come after a week. Each once: the mark that
/// it was written and the letter are one transaction. A copy of the newsroom writes to nobody.
/// </summary>
public sealed class PostGiftLetters(IDbContextFactory<NewsroomDb> dbs, OutboundSwitch outbound, GiftLetters letters, FindAddressee find, PostLetter post, SiteRecord site, TimeProvider time) : IJob
{
    public const string JobKind = "gift letters";

    private const int Stretch = 100;

    // A newsroom that was quiet or down for long does not write about what everybody has forgotten.
    private static readonly TimeSpan Latest = TimeSpan.FromDays(30);

    private static readonly TimeSpan RemindAfter = TimeSpan.FromDays(7);
    private static readonly TimeSpan RemindUntil = TimeSpan.FromDays(21);

    public string Kind => JobKind;

    public Task RunAsync(string payload, CancellationToken cancel) => RunAsync(cancel);

    /// <returns>How many were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var written = 0;
        foreach (var some in (Func<NewsroomDb, CancellationToken, Task<(int Seen, int Written)>>[])[ReceiptsAsync, RefundsAsync, PaidBackAsync, RemindersAsync])
        {
            var seen = Stretch;
            while (seen == Stretch)
            {
                if (!await outbound.MayAsync(cancel))
                {
                    return written;
                }
                await using var db = await dbs.CreateDbContextAsync(cancel);
                await using var writing = await db.BeginWritingAsync(cancel);
                (seen, var more) = await some(db, cancel);
                await db.SaveChangesAsync(cancel);
                Mishap.Here("gift letters written");
                await writing.CommitAsync(cancel);
                written += more;
            }
        }
        return written;
    }

    private async Task<(int Seen, int Written)> ReceiptsAsync(NewsroomDb db, CancellationToken cancel)
    {
        var since = time.GetUtcNow() - Latest;
        var due = await db.Set<Receipt>().AsNoTracking()
            .Where(r => r.VoidedAt == null && r.IssuedAt > since && !db.Set<GiftLetter>().Any(l => l.Kind == GiftLetterKind.Receipt && l.Subject == r.Recipient + "/" + r.Year + "/" + r.Number))
            .OrderBy(r => r.IssuedAt).Take(Stretch).ToListAsync(cancel);
        var written = 0;
        foreach (var receipt in due)
        {
            var gift = await db.Set<Gift>().AsNoTracking().SingleAsync(g => g.Id == receipt.Gift, cancel);
            var replaces = await db.Set<Receipt>().AsNoTracking().Where(r => r.Rail == receipt.Rail && r.RailAccount == receipt.RailAccount && r.Payment == receipt.Payment && r.VoidedAt != null)
                .OrderByDescending(r => r.IssuedAt).ThenByDescending(r => r.Number).FirstOrDefaultAsync(cancel);
            var recipient = await find.RecipientAsync(db, receipt.Recipient, cancel);
            written += await WriteAsync(db, GiftLetterKind.Receipt, $"{receipt.Recipient}/{receipt.Year}/{receipt.Number}", gift, to => letters.Receipt(to, receipt, gift, recipient, replaces), cancel);
        }
        return (due.Count, written);
    }

    private Task<(int Seen, int Written)> RefundsAsync(NewsroomDb db, CancellationToken cancel) => RefundsAsync(db, db.Set<EntryRow>().Where(e => e.Kind == FactKind.Refund), cancel);

    private Task<(int Seen, int Written)> PaidBackAsync(NewsroomDb db, CancellationToken cancel) => RefundsAsync(db, db.Set<EntryRow>().Where(e => e.Kind == FactKind.PaidBack), cancel);

    private async Task<(int Seen, int Written)> RefundsAsync(NewsroomDb db, IQueryable<EntryRow> ofKind, CancellationToken cancel)
    {
        var since = time.GetUtcNow() - Latest;
        // Told once the payment is known to belong to a gift: a refund may be heard of before its charge.
        var due = await ofKind.AsNoTracking()
            .Where(e => e.PostedAt > since && e.Payment != null
                && !db.Set<GiftLetter>().Any(l => l.Kind == GiftLetterKind.Refund && l.Subject == e.Rail + "/" + e.RailAccount + "/" + e.RemoteId)
                && db.Set<EntryRow>().Any(p => p.Rail == e.Rail && p.RailAccount == e.RailAccount && p.Payment == e.Payment && p.Gift != null))
            .OrderBy(e => e.Seq).Take(Stretch).ToListAsync(cancel);
        var written = 0;
        foreach (var one in due.GroupBy(e => (e.Rail, e.RailAccount, e.RemoteId)))
        {
            var any = one.First();
            var rows = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Rail == any.Rail && e.RailAccount == any.RailAccount && e.Payment == any.Payment).ToListAsync(cancel);
            var facts = EntryRow.Standing(rows);
            var refund = facts.FirstOrDefault(f => f.Kind == any.Kind && f.RemoteId == any.RemoteId);
            var paid = facts.FirstOrDefault(f => f.Gift is not null);
            var gift = paid is null ? null : await db.Set<Gift>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == paid.Gift, cancel);
            var subject = $"{any.Rail}/{any.RailAccount}/{any.RemoteId}";
            if (refund is null || gift is null)
            {
                db.Add(new GiftLetter { Kind = GiftLetterKind.Refund, Subject = subject, PostedAt = time.GetUtcNow() });
                continue;
            }
            written += await WriteAsync(db, GiftLetterKind.Refund, subject, gift, to => letters.Refund(to, refund), cancel);
        }
        return (due.Count, written);
    }

    private async Task<(int Seen, int Written)> RemindersAsync(NewsroomDb db, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (oldest, newest) = (now - RemindUntil, now - RemindAfter);
        var due = await db.Set<Gift>().AsNoTracking()
            .Where(g => g.CreatedAt > oldest && g.CreatedAt <= newest && !db.Set<GiftLetter>().Any(l => l.Kind == GiftLetterKind.Reminder && l.Subject == g.Id)
                && db.Set<Attempt>().Any(a => a.Gift == g.Id && a.Rail.StartsWith("bank:") && a.State == AttemptState.Redirected)
                // Paid by whatever rail, or about to be.
                && !db.Set<EntryRow>().Any(e => e.Gift == g.Id) && !db.Set<Attempt>().Any(a => a.Gift == g.Id && (a.State == AttemptState.Pending || a.State == AttemptState.Succeeded)))
            .OrderBy(g => g.CreatedAt).Take(Stretch).ToListAsync(cancel);
        var written = 0;
        foreach (var gift in due)
        {
            var rail = await db.Set<Attempt>().Where(a => a.Gift == gift.Id && a.Rail.StartsWith("bank:") && a.State == AttemptState.Redirected).OrderByDescending(a => a.StartedAt).Select(a => a.Rail).FirstAsync(cancel);
            var bank = site.Read<PayoutDetails>(PayoutDetails.Part).Banks.FirstOrDefault(b => b.Rail == rail);
            written += await WriteAsync(db, GiftLetterKind.Reminder, gift.Id, gift, to => bank is null ? null : letters.Reminder(to, gift, bank), cancel);
        }
        return (due.Count, written);
    }

    private async Task<int> WriteAsync(NewsroomDb db, GiftLetterKind kind, string subject, Gift gift, Func<Addressee, NewLetter?> compose, CancellationToken cancel)
    {
        var to = await find.RunAsync(db, gift, cancel);
        var letter = to is null ? null : compose(to);
        if (letter is not null)
        {
            await post.RunAsync(db, letter, cancel);
        }
        db.Add(new GiftLetter { Kind = kind, Subject = subject, Donor = gift.Donor, IsSent = letter is not null, PostedAt = time.GetUtcNow() });
        return letter is null ? 0 : 1;
    }
}
