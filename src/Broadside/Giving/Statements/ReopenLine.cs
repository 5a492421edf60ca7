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
        IReadOnlyList<FactKey> keys = [new FactKey(line.Rail, "", FactKind.BankMatched, key), .. await PaidBackAsync(db, line.Rail, [key], cancel), .. await LinePart.TakeAsync(db, line.Rail, [key], cancel)];
        if (await PinnedAsync(db, line.Rail, keys, cancel) is { } refusal)
        {
            return refusal;
        }
        await audit.AddAsync(db, who, "reopen line", $"line/{key}", line.Matched!, cancel);
        line.Matched = null;
        await db.SaveChangesAsync(cancel);
        await db.Set<DepositSlip>().Where(s => s.Line == key).ExecuteUpdateAsync(s => s.SetProperty(x => x.Line, (string?)null), cancel);
        await post.WithdrawAsync(db, keys, cancel);
        Mishap.Here("line reopened");
        await writing.CommitAsync(cancel);
        return line;
    }

    /// <summary>The facts by which some lines of an account paid donors back.</summary>
    internal static async Task<IReadOnlyList<FactKey>> PaidBackAsync(NewsroomDb db, string rail, IReadOnlyCollection<string> lines, CancellationToken cancel)
    {
        var own = lines.ToHashSet(StringComparer.Ordinal);
        var begin = rail + "/";
        var all = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Kind == FactKind.PaidBack && e.RemoteId.StartsWith(begin)).ToListAsync(cancel);
        return [.. all.Where(e => own.Contains(e.RemoteId[begin.Length..].Split('/')[0])).Select(e => e.Key).Distinct()];
    }

    /// <summary>Whether a payment is paid back, in whole or in part, by a line that stays: then the payment stays too.</summary>
    internal static async Task<Refusal?> PinnedAsync(NewsroomDb db, string rail, IReadOnlyCollection<FactKey> withdrawn, CancellationToken cancel)
    {
        var (going, keys) = (withdrawn.Where(k => k.Kind == FactKind.BankMatched).Select(k => k.RemoteId).ToHashSet(StringComparer.Ordinal), withdrawn.ToHashSet());
        var rows = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Kind == FactKind.PaidBack && e.Rail == rail).ToListAsync(cancel);
        return EntryRow.StandingRows(rows).Any(e => e.Payment is { } payment && going.Contains(payment) && !keys.Contains(e.Key))
            ? new Refusal("paid_back", "Of this payment something was paid back. Open the line of that transfer again first.")
            : null;
    }
}
