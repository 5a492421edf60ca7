using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Dossiers;

/// <summary>Gives readers the dossier as it stands in the record now: a new signed version, whose log tells what was changed of what they had.</summary>
public sealed class PublishDossier(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, ComposeDossier compose, SignDossier sign, AuditLog audit, Theme theme, TimeProvider time)
{
    public async Task<Outcome<PublishedDossier>> RunAsync(string slug, Actor who, CancellationToken cancel)
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
        if (await db.Set<Dossier>().FindAsync([slug], cancel) is not { } dossier)
        {
            return new Refusal("unknown", "There is no such dossier.");
        }
        return await RunAsync(db, writing, dossier, who, "A dossier was published.", cancel);
    }

    /// <summary>Within the caller's writing transaction, in which all that belongs to it is saved; ends it.</summary>
    public async Task<Outcome<PublishedDossier>> RunAsync(NewsroomDb db, IWriting writing, Dossier dossier, Actor who, string why, CancellationToken cancel)
    {
        var composed = await compose.RunAsync(db, dossier, cancel);
        if (composed.Articles.Count == 0)
        {
            return new Refusal("no_articles", "None of its articles is published. Add one that readers can read.", "articles");
        }
        var before = await sign.LastAsync(dossier.Slug, cancel);
        if (before is not null)
        {
            composed = composed with { Log = [.. before.Log, .. DossierLog.Between(before, composed, time.GetUtcNow().ToUnixTimeSeconds(), theme.Vocabulary, isGone: false)] };
        }
        dossier.State = DossierState.Published;
        await audit.AddAsync(db, who, "publish dossier", PublishedDossier.Subject(dossier.Slug), dossier.Title, cancel);
        await sign.RunAsync(db, writing, [(composed, VersionKind.Publish)], who, why, cancel);
        return composed;
    }

    /// <summary>What readers would get now, and which lines the log would get.</summary>
    public async Task<Outcome<PublishedDossier>> PreviewAsync(string slug, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<Dossier>().AsNoTracking().SingleOrDefaultAsync(d => d.Slug == slug, cancel) is not { } dossier)
        {
            return new Refusal("unknown", "There is no such dossier.");
        }
        var composed = await compose.RunAsync(db, dossier, cancel);
        return await sign.LastAsync(slug, cancel) is { } before
            ? composed with { Log = [.. before.Log, .. DossierLog.Between(before, composed, time.GetUtcNow().ToUnixTimeSeconds(), theme.Vocabulary, isGone: false)] }
            : composed;
    }
}
