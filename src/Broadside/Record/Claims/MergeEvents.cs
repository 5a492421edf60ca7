using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Anchoring;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Claims;

/// <summary>One happening told twice becomes one event: it keeps what is said of the first, and the places of both.</summary>
public sealed class MergeEvents(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<EventRow>> RunAsync(string keep, string drop, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (keep == drop || await db.Set<EventRow>().FindAsync([keep], cancel) is not { } kept || await db.Set<EventRow>().FindAsync([drop], cancel) is not { } dropped)
        {
            return new Refusal("unknown", "Choose two events.");
        }
        if (await StageClaim.WhyNotClaimAsync(db, keep, who, cancel) is { } refusal || await StageClaim.WhyNotClaimAsync(db, drop, who, cancel) is { } other && (refusal = other) is not null)
        {
            return refusal;
        }
        if (kept.RelEvent == drop)
        {
            return new Refusal("rel_event", "The one is dated by the other: they are not the same.");
        }
        var position = await db.Set<AnchorRow>().CountAsync(a => a.Claim == keep, cancel);
        foreach (var anchor in await db.Set<AnchorRow>().Where(a => a.Claim == drop).OrderBy(a => a.Position).ToListAsync(cancel))
        {
            (anchor.Claim, anchor.Position) = (keep, position++);
        }
        foreach (var relative in await db.Set<EventRow>().Where(e => e.RelEvent == drop).ToListAsync(cancel))
        {
            relative.RelEvent = keep;
        }
        var parts = await db.Set<EventActor>().Where(p => p.Event == keep || p.Event == drop).ToListAsync(cancel);
        db.AddRange(parts.Where(p => p.Event == drop && !parts.Any(k => k.Event == keep && k.Actor == p.Actor)).Select(p => new EventActor { Event = keep, Actor = p.Actor, Part = p.Part }));
        db.RemoveRange(parts.Where(p => p.Event == drop));
        db.Remove(dropped);
        (kept.Revision, kept.ChangedBy, kept.ChangedAt) = (kept.Revision + 1, who.Id, time.GetUtcNow());
        await audit.AddAsync(db, who, "merge events", "event/" + keep, dropped.Label, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return kept;
    }
}
