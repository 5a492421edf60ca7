using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Dossiers;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Claims;

/// <summary>Questions about claims.</summary>
public sealed class ClaimQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>Every claim that is anchored in some articles, with the anchors there and elsewhere.</summary>
    public sealed record Claims(IReadOnlyList<EventRow> Events, IReadOnlyList<EventActor> Parts, IReadOnlyList<QuoteRow> Quotes, IReadOnlyList<SourceRow> Sources, IReadOnlyList<ActorRole> Roles, IReadOnlyList<AnchorRow> Anchors);

    public Task<Claims> OfArticleAsync(string article, CancellationToken cancel) => OfAsync([article], cancel);

    public async Task<Claims> OfDossierAsync(string slug, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await OfAsync(await db.Set<DossierArticle>().Where(a => a.Dossier == slug).Select(a => a.Article).ToListAsync(cancel), cancel);
    }

    /// <summary>Anchors whose words are gone or may have changed, newest first; null: of all articles.</summary>
    public async Task<IReadOnlyList<AnchorRow>> LostAsync(string? article, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<AnchorRow>().AsNoTracking().Where(a => (a.State == AnchorState.Fuzzy || a.State == AnchorState.Orphaned) && (article == null || a.Article == article))
            .OrderByDescending(a => a.CheckedAt).ThenBy(a => a.Id).Take(count).ToListAsync(cancel);
    }

    /// <summary>Two articles, two days: among all dossiers that this article belongs to.</summary>
    public async Task<IReadOnlyList<ClaimConflict>> ConflictsAsync(string article, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var beside = await db.Set<DossierArticle>().Where(a => db.Set<DossierArticle>().Any(o => o.Dossier == a.Dossier && o.Article == article)).Select(a => a.Article).Distinct().ToListAsync(cancel);
        return beside.Count < 2 ? [] : [.. FindConflicts.Among(Dated(await OfAsync(beside, cancel))).Where(c => c.One.Articles.Contains(article) || c.Other.Articles.Contains(article))];
    }

    public async Task<IReadOnlyList<ClaimConflict>> DossierConflictsAsync(string slug, CancellationToken cancel) => FindConflicts.Among(Dated(await OfDossierAsync(slug, cancel)));

    private async Task<Claims> OfAsync(IReadOnlyList<string> articles, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var ids = await db.Set<AnchorRow>().Where(a => articles.Contains(a.Article)).Select(a => a.Claim).Distinct().ToListAsync(cancel);
        return new Claims(
            await db.Set<EventRow>().AsNoTracking().Where(e => ids.Contains(e.Id)).OrderBy(e => e.Earliest ?? "9999").ThenBy(e => e.Id).ToListAsync(cancel),
            await db.Set<EventActor>().AsNoTracking().Where(p => ids.Contains(p.Event)).OrderBy(p => p.Event).ThenBy(p => p.Actor).ToListAsync(cancel),
            await db.Set<QuoteRow>().AsNoTracking().Where(q => ids.Contains(q.Id)).OrderBy(q => q.Id).ToListAsync(cancel),
            await db.Set<SourceRow>().AsNoTracking().Where(s => ids.Contains(s.Id)).OrderBy(s => s.Id).ToListAsync(cancel),
            await db.Set<ActorRole>().AsNoTracking().Where(r => ids.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(cancel),
            await db.Set<AnchorRow>().AsNoTracking().Where(a => ids.Contains(a.Claim)).OrderBy(a => a.Claim).ThenBy(a => a.Position).ToListAsync(cancel));
    }

    private static IReadOnlyList<DatedEvent> Dated(Claims claims)
    {
        var places = claims.Anchors.ToLookup(a => a.Claim, a => a.Article);
        var parts = claims.Parts.ToLookup(p => p.Event);
        return [.. claims.Events.Select(e => DatedEvent.Of(e, parts[e.Id], [.. places[e.Id].Distinct()]))];
    }
}
