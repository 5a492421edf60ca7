using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Dossiers;

/// <summary>Readers have it no longer. Its log stays signed, and goes on when it is published again.</summary>
public sealed class WithdrawDossier(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, SignDossier sign, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Dossier>> RunAsync(string slug, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.Curate))
        {
            return ChangeDossier.MayNot;
        }
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (await db.Set<Dossier>().FindAsync([slug], cancel) is not { } dossier || await sign.LastAsync(slug, cancel) is not { } last)
        {
            return new Refusal("unknown", "Readers have no such dossier.");
        }
        (dossier.State, dossier.Revision, dossier.ChangedBy, dossier.ChangedAt) = (DossierState.Withdrawn, dossier.Revision + 1, who.Id, time.GetUtcNow());
        var rest = new PublishedDossier { Slug = slug, Title = last.Title, Language = last.Language, Log = last.Log };
        await audit.AddAsync(db, who, "withdraw dossier", PublishedDossier.Subject(slug), dossier.Title, cancel);
        await sign.RunAsync(db, writing, [(rest, VersionKind.Takedown)], who, "A dossier was withdrawn.", cancel);
        return dossier;
    }
}
