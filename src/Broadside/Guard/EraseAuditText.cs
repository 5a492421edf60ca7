using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>
/// Erases what a row of the audit log tells, as the law or decency may ask. Who, what and when stay, with the hash of the
/// text; a new row, signed with the log's end like every other, says who erased it and why. That row's own text stays.
/// </summary>
public sealed class EraseAuditText(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    private const int LongestReason = 200;

    public async Task<Outcome<long>> RunAsync(long seq, string? reason, Actor who, CancellationToken cancel)
    {
        if ((reason ?? "").Trim() is not { Length: > 0 and <= LongestReason } why)
        {
            return new Refusal("erase_reason", "Say why, in at most 200 characters, and without what is to be erased.", "reason");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<AuditRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Seq == seq, cancel) is not { Text: not null } row)
        {
            return new Refusal("gone", "That text was erased already, or there is no such row.");
        }
        if (row.What == AuditLog.Erased)
        {
            return new Refusal("erase_reason_stays", "This row says why another was erased. It stays.");
        }
        await db.Set<AuditText>().Where(t => t.Hash == row.TextHash).ExecuteDeleteAsync(cancel);
        await audit.AddAsync(db, who, AuditLog.Erased, AuditLog.Subject(seq), why, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return seq;
    }
}
