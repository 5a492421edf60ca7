using System.Globalization;
using Broadside.Giving.Cheques;
using Broadside.Giving.Health;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Statements;

/// <summary>What the desk asks of banks' files and of lines that wait.</summary>
public sealed class StatementQueries(IDbContextFactory<NewsroomDb> dbs, RailBoard board, PostLines post)
{
    /// <summary>A line that waits, with what it probably is and the deposit of its amount, if there is one.</summary>
    public sealed record Waiting(StatementRow Line, LineMatch Match, DepositSlip? Slip)
    {
        public Money Amount => new(Line.Amount, Line.Currency);
    }

    public async Task<int> CountAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<StatementRow>().CountAsync(l => l.Matched == null, cancel);
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<Waiting>> WaitingAsync(int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await SuggestAsync(db, await db.Set<StatementRow>().AsNoTracking().Where(l => l.Matched == null).OrderBy(l => l.Day).ThenBy(l => l.Key).Take(count).ToListAsync(cancel), cancel);
    }

    public async Task<Waiting?> LineAsync(string key, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await SuggestAsync(db, await db.Set<StatementRow>().AsNoTracking().Where(l => l.Key == key).OrderBy(l => l.Rail).Take(1).ToListAsync(cancel), cancel) is [var line, ..] ? line : null;
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<StatementImport>> ImportsAsync(int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<StatementImport>().AsNoTracking().OrderByDescending(i => i.ImportedAt).Take(count).ToListAsync(cancel);
    }

    public async Task<(StatementImport Import, IReadOnlyList<StatementRow> Lines)?> ImportAsync(string id, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<StatementImport>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel) is not { } import ? null
            : (import, await db.Set<StatementRow>().AsNoTracking().Where(l => l.Import == id).OrderBy(l => l.Day).ThenBy(l => l.Key).Take(count).ToListAsync(cancel));
    }

    private async Task<IReadOnlyList<Waiting>> SuggestAsync(NewsroomDb db, List<StatementRow> lines, CancellationToken cancel)
    {
        if (lines.Count == 0)
        {
            return [];
        }
        var match = new MatchLine(await post.AwaitedAsync(db, cancel), board.Rails.Select(r => r.Describe().Id).Where(PostLines.Payers.ContainsKey).Select(r => new RailPayer(r, PostLines.Payers[r])));
        var slips = await db.Set<DepositSlip>().AsNoTracking().Where(s => s.Line == null).OrderBy(s => s.MadeAt).ToListAsync(cancel);
        return lines.ConvertAll(l => new Waiting(l, match.Run(Line(l)), slips.Find(s => s.Bank == l.Rail && s.Amount == l.Amount && s.Currency == l.Currency)));
    }

    private static StatementLine Line(StatementRow row) => new()
    {
        Date = DateOnly.ParseExact(row.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        Amount = new Money(row.Amount, row.Currency),
        Reference = row.Reference,
        Counterparty = row.Counterparty,
        Remittance = row.Remittance,
        Key = row.Key,
    };
}
