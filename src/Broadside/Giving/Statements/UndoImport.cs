using Broadside.Giving.Cheques;
using Broadside.Giving.Ledger;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Statements;

/// <summary>Takes a bank's file out of the books again: every entry of it by a reversal, nothing is deleted. The same file may be taken in again.</summary>
public sealed class UndoImport(IDbContextFactory<NewsroomDb> dbs, PostFacts post, AuditLog audit, TimeProvider time)
{
    /// <returns>How many entries were taken back.</returns>
    public async Task<Outcome<int>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<StatementImport>().SingleOrDefaultAsync(i => i.Id == id && i.UndoneAt == null, cancel) is not { } import)
        {
            return new Refusal("gone", "That was undone already.");
        }
        var lines = await db.Set<StatementRow>().AsNoTracking().Where(l => l.Import == id).Select(l => new { l.Rail, l.Key }).ToListAsync(cancel);
        var keys = new List<FactKey>();
        foreach (var rail in lines.GroupBy(l => l.Rail))
        {
            foreach (var some in rail.Select(l => l.Key).Chunk(500))
            {
                var matches = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Rail == rail.Key && e.RailAccount == "" && e.Kind == FactKind.BankMatched && some.Contains(e.Payment)).Select(e => e.RemoteId).Distinct().ToListAsync(cancel);
                keys.AddRange(matches.Select(m => new FactKey(rail.Key, "", FactKind.BankMatched, m)));
                keys.AddRange(await ReopenLine.PaidBackAsync(db, rail.Key, some, cancel));
                keys.AddRange(await LinePart.TakeAsync(db, rail.Key, some, cancel));
                keys.AddRange(some.Select(k => new FactKey(rail.Key, "", FactKind.BankLine, k)));
                await db.Set<DepositSlip>().Where(s => s.Line != null && some.Contains(s.Line)).ExecuteUpdateAsync(s => s.SetProperty(x => x.Line, (string?)null), cancel);
            }
        }
        foreach (var rail in lines.Select(l => l.Rail).Distinct())
        {
            if (await ReopenLine.PinnedAsync(db, rail, keys, cancel) is { } refusal)
            {
                return refusal;
            }
        }
        var taken = await post.WithdrawAsync(db, keys, cancel);
        await db.Set<StatementRow>().Where(l => l.Import == id).ExecuteDeleteAsync(cancel);
        (import.UndoneAt, import.UndoneBy) = (time.GetUtcNow(), who.Id);
        await audit.AddAsync(db, who, "undo statement", $"statement/{id}", $"{taken} entries", cancel);
        await db.SaveChangesAsync(cancel);
        Mishap.Here("statement undone");
        await writing.CommitAsync(cancel);
        return taken;
    }
}
