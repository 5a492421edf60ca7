using Broadside.Guard;
using Broadside.Guard.Panic;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Panic;

/// <summary>The way back: a person says what they looked at, and publishing is open again.</summary>
public sealed class EndPanic(IDbContextFactory<NewsroomDb> dbs, Freeze freeze, IEnumerable<IJob> jobs, JobQueue queue, AuditLog audit, TimeProvider time)
{
    /// <param name="looked">What was checked, for those who ask later.</param>
    /// <param name="who">An owner, or the operator.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<DateTimeOffset>> RunAsync(string? looked, Actor who, CancellationToken cancel)
    {
        if (await StartPanic.WhyNotAsync(dbs, who, cancel) is { } refusal)
        {
            return refusal;
        }
        if (string.IsNullOrWhiteSpace(looked))
        {
            return new Refusal("checked", "Say what you looked at before you open it again: who signs in, what was published, how they came in.", "Checked");
        }
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var open = await db.Set<PanicRow>().Where(p => p.EndedAt == null).ToListAsync(cancel);
        if (open.Count == 0 && !freeze.IsOn)
        {
            return new Refusal("no_panic", "Nothing is frozen.");
        }
        foreach (var row in open)
        {
            (row.EndedAt, row.EndedBy, row.Checked) = (now, who.Id, looked.Trim());
        }
        await audit.AddAsync(db, who, "end panic", "newsroom", looked.Trim(), cancel);
        await StartPanic.AskForEditionAsync(db, jobs, queue, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        Mishap.Here("panic end noted");
        freeze.End();
        return now;
    }
}
