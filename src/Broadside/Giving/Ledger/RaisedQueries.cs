using System.Globalization;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Ledger;

/// <summary>What was raised, by time.</summary>
public sealed class RaisedQueries(IDbContextFactory<NewsroomDb> dbs, IEngine engine)
{
    // A refund names no gift: it belongs to that of its payment.
    private const string ByDaySql = """
        WITH paid AS (
          SELECT DISTINCT e.rail, e.rail_account, e.payment FROM entries e JOIN gifts g ON g.id = e.gift WHERE g.campaign = @campaign AND e.payment IS NOT NULL),
        mine AS (
          SELECT e.seq, e.at FROM entries e JOIN gifts g ON g.id = e.gift WHERE g.campaign = @campaign
          UNION ALL
          SELECT e.seq, e.at FROM paid JOIN entries e ON e.rail = paid.rail AND e.rail_account = paid.rail_account AND e.payment = paid.payment WHERE e.gift IS NULL)
        SELECT mine.at / 86400000000, SUM(p.amount) FROM mine JOIN postings p ON p.entry = mine.seq
        WHERE p.currency = @currency AND (p.account = 'contra:refunds' OR p.account LIKE 'income:%')
        GROUP BY mine.at / 86400000000 ORDER BY mine.at / 86400000000
        """;

    /// <summary>Gifts less refunds and disputes that happened from then on, by currency.</summary>
    public async Task<IReadOnlyList<Money>> SinceAsync(DateTimeOffset from, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var sums = await db.Set<EntryRow>().Where(e => e.At >= from)
            .Join(db.Set<PostingRow>().Where(p => p.Account == Accounts.Refunds || p.Account.StartsWith("income:")), e => e.Seq, p => p.Entry, (e, p) => p)
            .GroupBy(p => p.Currency).Select(g => new { Currency = g.Key, Amount = g.Sum(p => p.Amount) }).ToListAsync(cancel);
        return [.. sums.OrderBy(s => s.Currency, StringComparer.Ordinal).Select(s => new Money(-s.Amount, s.Currency))];
    }

    /// <summary>What a campaign raised on each day (UTC) on which anything happened, oldest first.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, long Amount)>> ByDayAsync(string campaign, string currency, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = ByDaySql;
        Sql.Add(command, ("@campaign", campaign), ("@currency", currency));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var days = new List<(DateOnly, long)>();
        while (await reader.ReadAsync(cancel))
        {
            days.Add((DateOnly.FromDateTime(DateTimeOffset.UnixEpoch.AddDays(Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture)).UtcDateTime), -Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture)));
        }
        return days;
    }
}
