using Broadside.Articles;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Pages;

/// <summary>Finds what in the record wants a person.</summary>
public sealed class LookQueries(IDbContextFactory<NewsroomDb> dbs, ClaimQueries claims, DossierQueries dossiers, ArticleTexts texts)
{
    private const int Most = 50;
    private const int MostDossiers = 100;

    /// <param name="Now">The words that stand there now; null: none like them.</param>
    public sealed record LostWords(AnchorRow Anchor, string Title, string? Now);

    public sealed record SharedName(string Alias, IReadOnlyList<ActorRow> Actors);

    /// <param name="Titles">Of the articles that say so, by event id.</param>
    public sealed record TwoDates(ClaimConflict Conflict, IReadOnlyDictionary<string, string> Titles);

    public sealed record TwoWordings(AnchorRow One, AnchorRow Other, string Speaker, string OneTitle, string OtherTitle);

    public sealed record Found
    {
        public IReadOnlyList<LostWords> Lost { get; init; } = [];

        public IReadOnlyList<SharedName> Names { get; init; } = [];

        public IReadOnlyList<TwoDates> Dates { get; init; } = [];

        public IReadOnlyList<TwoWordings> Wordings { get; init; } = [];

        public bool IsEmpty => Lost.Count + Names.Count + Dates.Count + Wordings.Count == 0;
    }

    public async Task<Found> ReadAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return new Found
        {
            Lost = await LostAsync(db, cancel),
            Names = await NamesAsync(db, cancel),
            Dates = await DatesAsync(db, cancel),
            Wordings = await WordingsAsync(db, cancel),
        };
    }

    private async Task<IReadOnlyList<LostWords>> LostAsync(NewsroomDb db, CancellationToken cancel)
    {
        var found = new List<LostWords>();
        foreach (var anchor in await claims.LostAsync(null, Most, cancel))
        {
            var live = await texts.LiveAsync(anchor.Article, cancel);
            var blocks = live is null ? [] : BlockText.Of(live);
            var place = FindAnchor.In(anchor.ToAnchor(), blocks, isQuote: false);
            var now = place.Block is { } block ? blocks.First(b => b.Id == block).Text[place.Start..place.End] : null;
            found.Add(new LostWords(anchor, await TitleAsync(db, anchor.Article, cancel), now));
        }
        return found;
    }

    private static async Task<IReadOnlyList<SharedName>> NamesAsync(NewsroomDb db, CancellationToken cancel)
    {
        var shared = await db.Set<ActorAlias>().Where(a => db.Set<ActorRow>().Any(r => r.Id == a.Actor && r.MergedInto == null)).GroupBy(a => a.Folded).Where(g => g.Count() > 1).OrderBy(g => g.Key).Select(g => g.Key).Take(Most).ToListAsync(cancel);
        var aliases = await db.Set<ActorAlias>().AsNoTracking().Where(a => shared.Contains(a.Folded)).Join(db.Set<ActorRow>().Where(r => r.MergedInto == null), a => a.Actor, r => r.Id, (alias, actor) => new { alias.Folded, alias.Alias, alias.IsAmbiguous, Actor = actor }).ToListAsync(cancel);
        // Where everybody who bears it is marked as one of several, a person has looked already.
        return [.. aliases.GroupBy(a => a.Folded).Where(g => g.Any(a => !a.IsAmbiguous)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new SharedName(g.First().Alias, [.. g.Select(a => a.Actor).OrderBy(a => a.SortName, StringComparer.Ordinal)]))];
    }

    private async Task<IReadOnlyList<TwoDates>> DatesAsync(NewsroomDb db, CancellationToken cancel)
    {
        var found = new List<TwoDates>();
        foreach (var dossier in (await dossiers.AllAsync(cancel)).Take(MostDossiers))
        {
            foreach (var conflict in await claims.DossierConflictsAsync(dossier.Slug, cancel))
            {
                if (found.Any(f => f.Conflict.One.Id == conflict.One.Id && f.Conflict.Other.Id == conflict.Other.Id))
                {
                    continue;
                }
                var titles = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var side in new[] { conflict.One, conflict.Other })
                {
                    titles[side.Id] = await TitleAsync(db, side.Articles[0], cancel);
                }
                found.Add(new TwoDates(conflict, titles));
            }
        }
        return [.. found.Take(Most)];
    }

    // Words of one speaker that are nearly the same in two articles: one of the two is wrong, or both are cut.
    private static async Task<IReadOnlyList<TwoWordings>> WordingsAsync(NewsroomDb db, CancellationToken cancel)
    {
        var quotes = await db.Set<AnchorRow>().AsNoTracking().Where(a => a.Kind == ClaimKind.Quote)
            .Join(db.Set<QuoteRow>().Where(q => q.Speaker != null && q.IsDirect), a => a.Claim, q => q.Id, (anchor, quote) => new { Anchor = anchor, quote.Speaker, quote.SpeakerText })
            .OrderByDescending(q => q.Anchor.CheckedAt).Take(2000).ToListAsync(cancel);
        var found = new List<TwoWordings>();
        foreach (var said in quotes.GroupBy(q => q.Speaker!))
        {
            var all = said.ToList();
            for (var i = 0; i < all.Count; i++)
            {
                for (var j = i + 1; j < all.Count && found.Count < Most; j++)
                {
                    if (SameWords.AreNearlyTheSame(all[i].Anchor.Exact, all[j].Anchor.Exact))
                    {
                        found.Add(new TwoWordings(all[i].Anchor, all[j].Anchor, all[i].SpeakerText, await TitleAsync(db, all[i].Anchor.Article, cancel), await TitleAsync(db, all[j].Anchor.Article, cancel)));
                    }
                }
            }
        }
        return found;
    }

    private static async Task<string> TitleAsync(NewsroomDb db, string article, CancellationToken cancel) => (await db.Set<Article>().FindAsync([article], cancel))?.Title ?? article;
}
