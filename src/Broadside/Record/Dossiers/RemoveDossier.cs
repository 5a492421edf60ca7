using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Dossiers;

/// <summary>Removes a dossier and its claims as if they had never been brought in: no log stays, its address answers 404. The version chain keeps the signed fact. For what the program itself put there; what people made is withdrawn (<see cref="WithdrawDossier"/>).</summary>
public sealed class RemoveDossier(SiteRecord site, VersionStore versions)
{
    /// <summary>Whether it stands in the record as it was first made: nobody changed, added or took away anything of it.</summary>
    /// <param name="db">The caller's.</param>
    /// <param name="slug">Of the dossier.</param>
    /// <param name="claims">All that it was made with.</param>
    /// <param name="anchors">How many places of words.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<bool> IsAsMadeAsync(NewsroomDb db, string slug, IReadOnlyList<string> claims, int anchors, CancellationToken cancel)
    {
        if (await db.Set<Dossier>().AsNoTracking().SingleOrDefaultAsync(d => d.Slug == slug, cancel) is not { State: DossierState.Published, Revision: 1 })
        {
            return false;
        }
        var same = await db.Set<EventRow>().CountAsync(e => claims.Contains(e.Id) && e.Revision == 1, cancel)
            + await db.Set<QuoteRow>().CountAsync(q => claims.Contains(q.Id) && q.Revision == 1, cancel)
            + await db.Set<SourceRow>().CountAsync(s => claims.Contains(s.Id) && s.Revision == 1, cancel)
            + await db.Set<ActorRole>().CountAsync(r => claims.Contains(r.Id) && r.Revision == 1, cancel);
        var articles = await db.Set<DossierArticle>().Where(a => a.Dossier == slug).Select(a => a.Article).ToListAsync(cancel);
        return same == claims.Count
            && await db.Set<AnchorRow>().CountAsync(a => claims.Contains(a.Claim), cancel) == anchors
            && !await db.Set<AnchorRow>().AnyAsync(a => articles.Contains(a.Article) && !claims.Contains(a.Claim), cancel)
            && !await db.Set<EventRow>().AnyAsync(e => !claims.Contains(e.Id) && (claims.Contains(e.RelEvent!) || claims.Contains(e.Source!)), cancel)
            && !await db.Set<QuoteRow>().AnyAsync(q => !claims.Contains(q.Id) && claims.Contains(q.Source!), cancel);
    }

    /// <summary>Within the caller's writing transaction, which signs what is given back.</summary>
    /// <param name="db">The caller's.</param>
    /// <param name="slug">Of the dossier.</param>
    /// <param name="claims">Its events, quotes, sources and roles.</param>
    /// <param name="actors">Who goes too, unless something else names them or somebody changed what is known of them.</param>
    /// <param name="who">Signs.</param>
    /// <param name="why">For the chain.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<VersionDraft>> StageAsync(NewsroomDb db, string slug, IReadOnlyList<string> claims, IReadOnlyList<string> actors, Actor who, string why, CancellationToken cancel)
    {
        await db.Set<AnchorRow>().Where(a => claims.Contains(a.Claim)).ExecuteDeleteAsync(cancel);
        await db.Set<EventActor>().Where(p => claims.Contains(p.Event)).ExecuteDeleteAsync(cancel);
        await db.Set<EventRow>().Where(e => claims.Contains(e.Id)).ExecuteDeleteAsync(cancel);
        await db.Set<QuoteRow>().Where(q => claims.Contains(q.Id)).ExecuteDeleteAsync(cancel);
        await db.Set<SourceRow>().Where(s => claims.Contains(s.Id)).ExecuteDeleteAsync(cancel);
        await db.Set<ActorRole>().Where(r => claims.Contains(r.Id)).ExecuteDeleteAsync(cancel);
        await db.Set<DossierArticle>().Where(a => a.Dossier == slug).ExecuteDeleteAsync(cancel);
        await db.Set<Dossier>().Where(d => d.Slug == slug).ExecuteDeleteAsync(cancel);
        await ActorsAsync(db, actors, cancel);
        var subject = PublishedDossier.Subject(slug);
        var list = new DossierList { Dossiers = [.. site.Read<DossierList>(DossierList.Part).Dossiers.Where(d => d.Slug != slug)] };
        var gone = versions.Live(subject) is { Kind: not VersionKind.Remove }
            ? new VersionDraft { Subject = subject, Content = CanonicalJson.Bytes(new { v = 1, removed = subject }), Kind = VersionKind.Remove, Who = who, Why = why }
            : null;
        return [.. new[] { gone, site.Draft(DossierList.Part, list, who, why) }.OfType<VersionDraft>()];
    }

    private static async Task ActorsAsync(NewsroomDb db, IReadOnlyList<string> actors, CancellationToken cancel)
    {
        var free = await db.Set<ActorRow>().Where(a => actors.Contains(a.Id) && a.Revision == 1
            && !db.Set<EventActor>().Any(p => p.Actor == a.Id)
            && !db.Set<EventRow>().Any(e => e.AllegedBy == a.Id)
            && !db.Set<QuoteRow>().Any(q => q.Speaker == a.Id)
            && !db.Set<ActorRole>().Any(r => r.Actor == a.Id)
            && !db.Set<Dossier>().Any(d => d.PartyA == a.Id || d.PartyB == a.Id)
            && !db.Set<ActorRow>().Any(o => o.MergedInto == a.Id)).Select(a => a.Id).ToListAsync(cancel);
        await db.Set<ActorAlias>().Where(a => free.Contains(a.Actor)).ExecuteDeleteAsync(cancel);
        await db.Set<ActorRow>().Where(a => free.Contains(a.Id)).ExecuteDeleteAsync(cancel);
    }
}
