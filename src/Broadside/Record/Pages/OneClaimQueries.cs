using Broadside.Articles;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Suggesting;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Pages;

/// <summary>One claim with everything that its page shows.</summary>
public sealed class OneClaimQueries(IDbContextFactory<NewsroomDb> dbs, RecordOfArticle records)
{
    /// <param name="Places">Where articles say so.</param>
    /// <param name="Scope">Other events and sources of the same stories.</param>
    public sealed record Found(ClaimKind Kind, RecordCard Card, int Revision, IReadOnlyList<Place> Places, RecordScope Scope)
    {
        public ClaimForm Form(Words words) => ClaimForm.Of(Card, Scope, words);
    }

    public sealed record Place(AnchorRow Anchor, string Title);

    public async Task<Found?> FindAsync(ClaimKind kind, string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var places = await db.Set<AnchorRow>().AsNoTracking().Where(a => a.Claim == id).OrderBy(a => a.Position)
            .Join(db.Set<Article>(), a => a.Article, a => a.Id, (anchor, article) => new Place(anchor, article.Title)).ToListAsync(cancel);
        var card = new RecordCard { Id = id, Kind = Enum.Parse<SuggestionKind>(kind.ToString()), IsClaim = true, Block = "", Exact = places.Count > 0 ? places[0].Anchor.Exact : "" };
        var (filled, revision) = kind switch
        {
            ClaimKind.Event when await db.Set<EventRow>().FindAsync([id], cancel) is { } row => (card with { Event = ClaimFields.Of(row, await db.Set<EventActor>().Where(p => p.Event == id).ToListAsync(cancel)) }, row.Revision),
            ClaimKind.Quote when await db.Set<QuoteRow>().FindAsync([id], cancel) is { } row => (card with { Quote = ClaimFields.Of(row) }, row.Revision),
            ClaimKind.Source when await db.Set<SourceRow>().FindAsync([id], cancel) is { } row => (card with { Source = ClaimFields.Of(row) }, row.Revision),
            ClaimKind.Role when await db.Set<ActorRole>().FindAsync([id], cancel) is { } row => (card with { Role = ClaimFields.Of(row) }, row.Revision),
            _ => ((RecordCard?)null, 0),
        };
        if (filled is null)
        {
            return null;
        }
        var scope = await records.ScopeAsync(places.Count > 0 ? places[0].Anchor.Article : "", [filled], cancel);
        return new Found(kind, filled, revision, places, scope with { Events = [.. scope.Events.Where(e => e.Key != id)] });
    }
}
