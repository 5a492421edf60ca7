using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Ledger;

/// <summary>What the books say.</summary>
public sealed class LedgerQueries(IDbContextFactory<NewsroomDb> dbs, IEngine engine)
{
    // Takes the payment's own gift: a refund may come before the charge that it pays back, and neither names the other's fund.
    private const string RaisedSql = """
        WITH paid AS (
          SELECT rail, rail_account, payment, MAX(gift) AS gift FROM entries WHERE gift IS NOT NULL AND payment IS NOT NULL GROUP BY rail, rail_account, payment)
        SELECT g.campaign, g.fund, p.currency, SUM(p.amount)
        FROM postings p
        JOIN entries e ON e.seq = p.entry
        LEFT JOIN paid ON paid.rail = e.rail AND paid.rail_account = e.rail_account AND paid.payment = e.payment
        LEFT JOIN gifts g ON g.id = COALESCE(e.gift, paid.gift)
        WHERE p.account >= 'contra:refunds' AND p.account <= 'contra:refunds' OR p.account >= 'income:' AND p.account < 'income;'
        GROUP BY g.campaign, g.fund, p.currency
        """;

    private volatile Known? latest;

    /// <summary>What every account comes to, by its name.</summary>
    public async Task<IReadOnlyList<AccountSum>> BalancesAsync(CancellationToken cancel, string begins = "")
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<AccountSum>().AsNoTracking().Where(s => s.Account.StartsWith(begins)).OrderBy(s => s.Account).ThenBy(s => s.Currency).ToListAsync(cancel);
    }

    public async Task<long> BalanceAsync(string account, string currency, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<AccountSum>().Where(s => s.Account == account && s.Currency == currency).Select(s => s.Amount).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Debits and credits of every currency: each pair is equal.</summary>
    public async Task<IReadOnlyList<Trial>> TrialBalanceAsync(CancellationToken cancel) =>
        [.. (await BalancesAsync(cancel)).GroupBy(s => s.Currency).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Trial(g.Key, g.Where(s => s.Amount > 0).Sum(s => s.Amount), -g.Where(s => s.Amount < 0).Sum(s => s.Amount)))];

    /// <summary>Gifts less refunds less disputes that are not won, by campaign, fund and currency.</summary>
    public async Task<IReadOnlyList<Raised>> RaisedAsync(CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        // Two seconds over a million postings; the same until the next entry.
        command.CommandText = "SELECT COALESCE(MAX(seq), 0) FROM entries";
        var seq = Convert.ToInt64(await command.ExecuteScalarAsync(cancel), null);
        if (latest is { } known && known.Seq == seq)
        {
            return known.Raised;
        }
        command.CommandText = RaisedSql;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var raised = new List<Raised>();
        while (await reader.ReadAsync(cancel))
        {
            raised.Add(new Raised(reader.IsDBNull(0) ? null : reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), new Money(-Convert.ToInt64(reader.GetValue(3), null), reader.GetString(2))));
        }
        raised = [.. raised.OrderBy(r => r.Campaign, StringComparer.Ordinal).ThenBy(r => r.Fund, StringComparer.Ordinal).ThenBy(r => r.Amount.Currency, StringComparer.Ordinal)];
        latest = new Known(seq, raised);
        return raised;
    }

    /// <summary>Everything raised, by currency, from the running sums.</summary>
    public async Task<IReadOnlyList<Money>> RaisedInAllAsync(CancellationToken cancel) =>
        [.. (await BalancesAsync(cancel)).Where(s => Accounts.IsGift(s.Account) || s.Account == Accounts.Refunds).GroupBy(s => s.Currency).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Money(-g.Sum(s => s.Amount), g.Key))];

    /// <summary>Where the books do not hold: an entry that is not balanced, a running sum that is not what its postings come to. Nothing when they do.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var wrong = await db.Set<PostingRow>().GroupBy(p => new { p.Entry, p.Currency }).Where(g => g.Sum(p => p.Amount) != 0).OrderBy(g => g.Key.Entry).Select(g => g.Key).Take(20).ToListAsync(cancel);
        var found = wrong.ConvertAll(w => $"Entry {w.Entry} is not balanced in {w.Currency}.");
        var real = await db.Set<PostingRow>().GroupBy(p => new { p.Account, p.Currency }).Select(g => new { g.Key.Account, g.Key.Currency, Amount = g.Sum(p => p.Amount) }).ToDictionaryAsync(s => (s.Account, s.Currency), s => s.Amount, cancel);
        var kept = await db.Set<AccountSum>().AsNoTracking().ToDictionaryAsync(s => (s.Account, s.Currency), s => s.Amount, cancel);
        found.AddRange(real.Keys.Union(kept.Keys).Where(a => real.GetValueOrDefault(a) != kept.GetValueOrDefault(a))
            .Select(a => $"The sum of {a.Account} is kept as {new Money(kept.GetValueOrDefault(a), a.Currency)}, its postings come to {new Money(real.GetValueOrDefault(a), a.Currency)}."));
        return found;
    }

    /// <summary>As <see cref="Book.HashOf"/>.</summary>
    public async Task<string> HashAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await db.Set<EntryRow>().AsNoTracking().Join(db.Set<PostingRow>(), e => e.Seq, p => p.Entry, (e, p) => new { e.Rail, e.RailAccount, e.Kind, e.RemoteId, p.Account, p.Amount, p.Currency }).ToListAsync(cancel);
        return Book.HashOf(rows.Select(r => (new FactKey(r.Rail, r.RailAccount, r.Kind, r.RemoteId), new Posting(r.Account, new Money(r.Amount, r.Currency)))));
    }

    private sealed record Known(long Seq, IReadOnlyList<Raised> Raised);
}

public sealed record Trial(string Currency, long Debits, long Credits);

/// <param name="Campaign">Null: given to none.</param>
/// <param name="Fund">Null: of a payment that no gift is known of.</param>
/// <param name="Amount">What stays.</param>
public sealed record Raised(string? Campaign, string? Fund, Money Amount);
