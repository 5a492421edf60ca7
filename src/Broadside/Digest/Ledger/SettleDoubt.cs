using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest.Ledger;

/// <summary>A person decides what became of messages in doubt: delivered, or to be sent once more.</summary>
public sealed class SettleDoubt(IDbContextFactory<NewsroomDb> dbs, IEngine engine, AuditLog audit, TimeProvider time)
{
    /// <param name="digest">Of which digest.</param>
    /// <param name="subscriber">One recipient; null: all that are in doubt.</param>
    /// <param name="delivered">They were delivered; otherwise they are sent again.</param>
    /// <param name="who">Whose word it is.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<int>> RunAsync(long digest, long? subscriber, bool delivered, Actor who, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        var change = delivered
            ? "state = 'accepted', settled_at = @now, reply = 'A person said that it was delivered.'"
            : "state = 'pending', doubts = doubts + 1, due_at = @now";
        var changed = await Sql.RunAsync(
            connection,
            $"UPDATE deliveries SET {change} WHERE digest = @digest AND state = 'in_doubt' AND (@all = 1 OR subscriber = @subscriber)",
            cancel, ("digest", digest), ("now", Instants.Micros(time.GetUtcNow())), ("all", subscriber is null ? 1 : 0), ("subscriber", subscriber ?? 0));
        if (changed == 0)
        {
            return new Refusal("no_doubt", "Nothing of it is in doubt.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        await audit.AddAsync(db, who, "settle doubt", string.Create(CultureInfo.InvariantCulture, $"digest {digest}"), string.Create(CultureInfo.InvariantCulture, $"{(delivered ? "delivered" : "sent once more")}: {changed}"), cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return changed;
    }
}
