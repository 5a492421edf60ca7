using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Claims;

/// <summary>Takes a claim out of the record. Readers lose it, with a line in the public log, when the dossier is published anew.</summary>
public sealed class RemoveClaim(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    public async Task<Outcome<string>> RunAsync(ClaimKind kind, string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await FindAsync(db, kind, id, cancel) is not var (row, label))
        {
            return new Refusal("unknown", "There is no such claim.");
        }
        if (await StageClaim.WhyNotClaimAsync(db, id, who, cancel) is { } refusal)
        {
            return refusal;
        }
        if (kind == ClaimKind.Source && (await db.Set<QuoteRow>().AnyAsync(q => q.Source == id, cancel) || await db.Set<EventRow>().AnyAsync(e => e.Source == id, cancel)))
        {
            return new Refusal("in_use", "Other claims rest on this source. Change those first.");
        }
        if (kind == ClaimKind.Event && await db.Set<EventRow>().AnyAsync(e => e.RelEvent == id, cancel))
        {
            return new Refusal("in_use", "Another event is dated by this one. Change that first.");
        }
        db.Remove(row);
        db.RemoveRange(await db.Set<EventActor>().Where(p => p.Event == id).ToListAsync(cancel));
        db.RemoveRange(await db.Set<AnchorRow>().Where(a => a.Claim == id).ToListAsync(cancel));
        var word = kind.ToString().ToLowerInvariant();
        await audit.AddAsync(db, who, "remove " + word, $"{word}/{id}", label, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return id;
    }

    private static async Task<(object Row, string Label)?> FindAsync(NewsroomDb db, ClaimKind kind, string id, CancellationToken cancel) => kind switch
    {
        ClaimKind.Event => await db.Set<EventRow>().FindAsync([id], cancel) is { } e ? (e, e.Label) : null,
        ClaimKind.Quote => await db.Set<QuoteRow>().FindAsync([id], cancel) is { } q ? (q, q.SpeakerText) : null,
        ClaimKind.Source => await db.Set<SourceRow>().FindAsync([id], cancel) is { } s ? (s, s.Title) : null,
        _ => await db.Set<ActorRole>().FindAsync([id], cancel) is { } r ? (r, r.Title) : null,
    };
}
