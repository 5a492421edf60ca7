using Broadside.Giving.Cheques;
using Broadside.Giving.Ledger;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Statements;

/// <summary>Takes back what somebody said that a line of the bank is: by reversals, nothing is deleted. Its money waits in suspense again.</summary>
public sealed class ReopenLine(IDbContextFactory<NewsroomDb> dbs, PostFacts post, AuditLog audit)
{
    public async Task<Outcome<StatementRow>> RunAsync(string key, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<StatementRow>().SingleOrDefaultAsync(l => l.Key == key && l.Matched != null, cancel) is not { } line)
        {
            return new Refusal("gone", "This line waits already.");
        }
        await audit.AddAsync(db, who, "reopen line", $"line/{key}", line.Matched!, cancel);
        line.Matched = null;
        await db.SaveChangesAsync(cancel);
        await db.Set<DepositSlip>().Where(s => s.Line == key).ExecuteUpdateAsync(s => s.SetProperty(x => x.Line, (string?)null), cancel);
        await post.WithdrawAsync(db, [new FactKey(line.Rail, "", FactKind.BankMatched, key), .. await LinePart.TakeAsync(db, line.Rail, [key], cancel)], cancel);
        Mishap.Here("line reopened");
        await writing.CommitAsync(cancel);
        return line;
    }
}
