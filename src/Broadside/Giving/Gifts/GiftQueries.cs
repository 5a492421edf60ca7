using Broadside.Giving.Ledger;
using Broadside.Giving.Receipts;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>Gifts as the desk asks for them.</summary>
public sealed class GiftQueries(IDbContextFactory<NewsroomDb> dbs, TimeProvider time)
{
    /// <param name="Find">Part of reference, name or address.</param>
    /// <param name="IsPaid">Whether money came; null: either.</param>
    public sealed record Filter(string? Find = null, bool? IsPaid = null, string? Campaign = null, string? Fund = null)
    {
        public bool IsNarrow => !string.IsNullOrWhiteSpace(Find) || IsPaid is not null || !string.IsNullOrEmpty(Campaign) || !string.IsNullOrEmpty(Fund);
    }

    public sealed record Listed(Gift Gift, string? Name, bool IsPaid);

    /// <summary>One payment of a gift and what may still be paid back of it.</summary>
    public sealed record Paid(FactKey Key, Money Amount, DateTimeOffset At, PaymentState State, Money? Refundable);

    /// <summary>Everything that is known of one gift.</summary>
    public sealed record Whole(Gift Gift, GiftDetails? Details, GiftState State, IReadOnlyList<Attempt> Attempts, IReadOnlyList<Paid> Payments, IReadOnlyList<EntryRow> Entries, ILookup<long, PostingRow> Postings, IReadOnlyList<AskedRefund> Refunds, IReadOnlyList<Receipt> Receipts);

    /// <summary>Newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">Id of the last one of the page before.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Listed>> ListAsync(Filter filter, string? before, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = db.Set<Gift>().AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter.Find))
        {
            var (part, code) = (filter.Find.Trim().ToLowerInvariant(), string.Concat(filter.Find.Where(char.IsLetterOrDigit)).ToUpperInvariant());
#pragma warning disable CA1304, CA1311, CA1862 // translated to SQL
            rows = rows.Where(g => (code != "" && g.Reference.ToUpper().Contains(code)) || g.Id == part || db.Set<GiftDetails>().Any(d => d.Gift == g.Id && ((d.Name != null && d.Name.ToLower().Contains(part)) || (d.Email != null && d.Email.ToLower().Contains(part)))));
#pragma warning restore CA1304, CA1311, CA1862
        }
        if (filter.IsPaid is { } paid)
        {
            rows = rows.Where(g => db.Set<EntryRow>().Any(e => e.Gift == g.Id) == paid);
        }
        if (!string.IsNullOrEmpty(filter.Campaign))
        {
            rows = rows.Where(g => g.Campaign == filter.Campaign);
        }
        if (!string.IsNullOrEmpty(filter.Fund))
        {
            rows = rows.Where(g => g.Fund == filter.Fund);
        }
        if (!string.IsNullOrEmpty(before))
        {
#pragma warning disable CA1309 // translated to SQL
            rows = rows.Where(g => string.Compare(g.Id, before) < 0);
#pragma warning restore CA1309
        }
        return await rows.OrderByDescending(g => g.Id).Take(count)
            .Select(g => new Listed(g, db.Set<GiftDetails>().Where(d => d.Gift == g.Id).Select(d => d.Name ?? d.Email).FirstOrDefault(), db.Set<EntryRow>().Any(e => e.Gift == g.Id))).ToListAsync(cancel);
    }

    public async Task<Whole?> FindAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<Gift>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, cancel) is not { } gift)
        {
            return null;
        }
        var own = db.Set<EntryRow>().Where(e => e.Gift == id);
        var entries = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Gift == id || (e.Payment != null && own.Any(o => o.Rail == e.Rail && o.RailAccount == e.RailAccount && o.Payment == e.Payment))).OrderBy(e => e.Seq).ToListAsync(cancel);
        var seqs = entries.ConvertAll(e => e.Seq);
        var postings = await db.Set<PostingRow>().AsNoTracking().Where(p => seqs.Contains(p.Entry)).OrderBy(p => p.Line).ToListAsync(cancel);
        var facts = EntryRow.Standing(entries);
        var named = facts.Select(f => f.Payment).OfType<string>().Distinct().ToList();
        var refunds = await db.Set<AskedRefund>().AsNoTracking().Where(r => named.Contains(r.Payment)).OrderBy(r => r.AskedAt).ToListAsync(cancel);
        var attempts = await db.Set<Attempt>().AsNoTracking().Where(a => a.Gift == id).OrderBy(a => a.StartedAt).ToListAsync(cancel);
        return new Whole(
            gift,
            await db.Set<GiftDetails>().AsNoTracking().SingleOrDefaultAsync(d => d.Gift == id, cancel),
            GiftStates.Of(gift, attempts, [.. facts], time.GetUtcNow()),
            attempts,
            [.. facts.Where(f => f.Payment is not null).GroupBy(f => (f.Rail, f.RailAccount, f.Payment)).Select(p => Payment([.. p], refunds)).OfType<Paid>()],
            entries,
            postings.ToLookup(p => p.Entry),
            refunds,
            await db.Set<Receipt>().AsNoTracking().Where(r => r.Gift == id).OrderBy(r => r.IssuedAt).ToListAsync(cancel));
    }

    private static Paid? Payment(List<Fact> facts, IReadOnlyList<AskedRefund> refunds)
    {
        if (facts.Find(f => f.Gift is not null && f.Kind is FactKind.Charge or FactKind.ChequeTaken or FactKind.BankMatched) is not { } came)
        {
            return null;
        }
        return new Paid(came.Key, came.Amount, came.At, GiftStates.Payment(facts), GiftStates.Refundable(facts, AskedRefund.OnTheWay(refunds, facts)));
    }
}
