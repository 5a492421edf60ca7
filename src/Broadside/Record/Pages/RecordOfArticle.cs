using System.Text.Json;
using Broadside.Articles;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Record.Suggesting;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Pages;

/// <summary>Lays an article's suggestions and claims beside its paragraphs.</summary>
public sealed class RecordOfArticle(IDbContextFactory<NewsroomDb> dbs, ArticleTexts texts, SameEvent same, ClaimQueries queries)
{
    /// <returns>Null where there is no text.</returns>
    public async Task<ArticleRecord?> ReadAsync(string article, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await texts.NewestAsync(db, article, cancel) is not { } content)
        {
            return null;
        }
        var blocks = BlockText.Of(content);
        var claims = await WithOtherDaysAsync(db, article, await ClaimsAsync(db, article, blocks, cancel), cancel);
        var suggested = Together(await db.Set<SuggestionRow>().AsNoTracking().Where(s => s.Article == article && s.State != SuggestionState.Superseded).OrderBy(s => s.StartAt).ThenBy(s => s.Id).ToListAsync(cancel), blocks);
        suggested = await WithToldAsync(db, article, suggested, cancel);
        var scope = await ScopeAsync(db, article, [.. claims, .. suggested], cancel);
        // Whoever is named by another open card comes into the directory with it: one decision, not two.
        var named = suggested.Where(c => c.IsOpen).SelectMany(Named).Where(n => !scope.Knows(n)).Select(n => ActorAlias.Fold(scope.NameOf(n))).ToHashSet(StringComparer.Ordinal);
        var coming = suggested.Where(c => c is { IsOpen: true, Actor: { } a } && named.Contains(ActorAlias.Fold(a.Name))).ToList();
        suggested = [.. suggested.Except(coming)];
        // What was accepted stands there as a claim of its own; an accepted person stands in the directory, and here as decided.
        var shown = suggested.Where(c => c.State is SuggestionState.Open or SuggestionState.Rejected || c.Kind == SuggestionKind.Actor).Concat(claims).ToList();
        return new ArticleRecord
        {
            Language = content.Language,
            Paragraphs = [.. blocks.Select(b => new RecordParagraph(b.Id, b.Text, [.. shown.Where(c => c.Block == b.Id).OrderBy(c => c.Start).ThenBy(c => Rank(c.Kind)).ThenBy(c => c.Id, StringComparer.Ordinal)]))],
            Lost = [.. shown.Where(c => c.IsClaim && blocks.All(b => b.Id != c.Block))],
            Decided = suggested.Count(c => !c.IsOpen),
            Total = suggested.Count,
            KnownQuotes = [.. suggested.Where(c => c.IsOpen && c.Quote is { Speaker: { } speaker } && scope.Knows(speaker)).SelectMany(c => c.Ids)],
            Coming = coming,
            Scope = scope,
        };
    }

    /// <summary>The events and sources that a claim of this article may rest on.</summary>
    public async Task<RecordScope> ScopeAsync(string article, IReadOnlyList<RecordCard> cards, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await ScopeAsync(db, article, cards, cancel);
    }

    // What accepting an event would join.
    private async Task<List<RecordCard>> WithToldAsync(NewsroomDb db, string article, List<RecordCard> cards, CancellationToken cancel)
    {
        var open = cards.Where(c => c is { IsOpen: true, Event: not null }).ToList();
        var told = (await same.AmongAsync(db, article, [.. open.Select(c => c.Event!)], cancel)).Zip(open).ToDictionary(t => t.Second.Id, t => t.First?.Label, StringComparer.Ordinal);
        return [.. cards.Select(c => told.TryGetValue(c.Id, out var label) ? c with { Told = label } : c)];
    }

    // In the order of the words; of the same words, people first.
    private static int Rank(SuggestionKind kind) => kind switch { SuggestionKind.Actor => 0, SuggestionKind.Role => 1, SuggestionKind.Quote => 2, SuggestionKind.Event => 3, _ => 4 };

    private static List<RecordCard> Together(List<SuggestionRow> rows, IReadOnlyList<BlockText> blocks)
    {
        var places = blocks.Select((b, i) => (b.Id, i)).ToDictionary(b => b.Id, b => b.i, StringComparer.Ordinal);
        var ordered = rows.Where(r => places.ContainsKey(r.Block)).OrderBy(r => places[r.Block]).ThenBy(r => r.StartAt).Select(CardOf).OfType<RecordCard>();
        return [.. ordered.GroupBy(KeyOf).Select(g => g.First() with { Ids = [.. g.Where(c => c.IsOpen).Select(c => c.Id)], State = StateOf(g) })];
    }

    // One person in ten paragraphs is one decision.
    private static string KeyOf(RecordCard card) => card.Actor is { } actor ? $"{actor.Kind}/{ActorAlias.Fold(actor.Name)}" : card.Id;

    private static SuggestionState StateOf(IEnumerable<RecordCard> same)
    {
        var states = same.Select(c => c.State).ToList();
        return states.Find(s => s is SuggestionState.Accepted or SuggestionState.Edited) is var taken and not SuggestionState.Open ? taken : states.Contains(SuggestionState.Open) ? SuggestionState.Open : states[0];
    }

    private static RecordCard? CardOf(SuggestionRow row)
    {
        var card = new RecordCard { Id = row.Id, Kind = row.Kind, State = row.State, Block = row.Block, Start = row.StartAt, End = row.EndAt, Exact = row.Exact, Why = row.Why, Confidence = row.Confidence };
        return row.Kind switch
        {
            SuggestionKind.Event when Read<EventFields>(row) is { } fields => card with { Event = fields },
            SuggestionKind.Quote when Read<QuoteFields>(row) is { } fields => card with { Quote = fields },
            SuggestionKind.Source when Read<SourceFields>(row) is { } fields => card with { Source = fields },
            SuggestionKind.Role when Read<RoleFields>(row) is { } fields => card with { Role = fields },
            SuggestionKind.Actor when Read<ActorFields>(row) is { } fields => card with { Actor = fields },
            _ => null,
        };
    }

    private static T? Read<T>(SuggestionRow row)
        where T : class => JsonSerializer.Deserialize<T>(row.Payload, CanonicalJson.Options);

    private static async Task<List<RecordCard>> ClaimsAsync(NewsroomDb db, string article, IReadOnlyList<BlockText> blocks, CancellationToken cancel)
    {
        var anchors = await db.Set<AnchorRow>().AsNoTracking().Where(a => a.Article == article).OrderBy(a => a.Position).ToListAsync(cancel);
        var ids = anchors.Select(a => a.Claim).Distinct().ToList();
        var events = await db.Set<EventRow>().AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancel);
        var parts = (await db.Set<EventActor>().AsNoTracking().Where(p => ids.Contains(p.Event)).ToListAsync(cancel)).ToLookup(p => p.Event);
        var quotes = await db.Set<QuoteRow>().AsNoTracking().Where(q => ids.Contains(q.Id)).ToDictionaryAsync(q => q.Id, cancel);
        var sources = await db.Set<SourceRow>().AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel);
        var roles = await db.Set<ActorRole>().AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
        return
        [
            .. anchors.Select(anchor =>
            {
                var place = FindAnchor.In(anchor.ToAnchor(), blocks, anchor.Kind == ClaimKind.Quote);
                var card = new RecordCard { Id = anchor.Claim, Kind = Enum.Parse<SuggestionKind>(anchor.Kind.ToString()), IsClaim = true, Anchor = place.State, Block = place.Block ?? "", Start = place.Start, End = place.End, Exact = anchor.Exact };
                return anchor.Kind switch
                {
                    ClaimKind.Event when events.TryGetValue(anchor.Claim, out var row) => card with { Event = ClaimFields.Of(row, parts[row.Id]) },
                    ClaimKind.Quote when quotes.TryGetValue(anchor.Claim, out var row) => card with { Quote = ClaimFields.Of(row) },
                    ClaimKind.Source when sources.TryGetValue(anchor.Claim, out var row) => card with { Source = ClaimFields.Of(row) },
                    ClaimKind.Role when roles.TryGetValue(anchor.Claim, out var row) => card with { Role = ClaimFields.Of(row) },
                    _ => null,
                };
            }).OfType<RecordCard>().GroupBy(c => (c.Id, c.Block)).Select(g => g.First()).GroupBy(c => c.Id).SelectMany(g => g.Select((c, i) => c with { Turn = i })),
        ];
    }

    // Two articles, two days: whoever writes one of them sees it.
    private async Task<List<RecordCard>> WithOtherDaysAsync(NewsroomDb db, string article, List<RecordCard> cards, CancellationToken cancel)
    {
        if (cards.All(c => c.Event is null) || await queries.ConflictsAsync(article, cancel) is not { Count: > 0 } conflicts)
        {
            return cards;
        }
        var apart = conflicts.SelectMany(c => new[] { (Here: c.One, There: c.Other), (Here: c.Other, There: c.One) })
            .Select(p => (p.Here.Id, Article: p.There.Articles.Except(p.Here.Articles).First(), p.There.Edtf)).ToList();
        var ids = apart.Select(p => p.Article).Distinct().ToList();
        var titles = await db.Set<Article>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Title, cancel);
        var days = apart.ToLookup(p => p.Id, p => new RecordCard.OtherDay(titles.GetValueOrDefault(p.Article, p.Article), p.Edtf));
        return [.. cards.Select(c => days.Contains(c.Id) ? c with { OtherDays = [.. days[c.Id]] } : c)];
    }

    private static async Task<RecordScope> ScopeAsync(NewsroomDb db, string article, IReadOnlyList<RecordCard> cards, CancellationToken cancel)
    {
        var articles = await db.Set<DossierArticle>().Where(a => db.Set<DossierArticle>().Any(o => o.Article == article && o.Dossier == a.Dossier)).Select(a => a.Article).Distinct().ToListAsync(cancel);
        articles.Add(article);
        var claims = db.Set<AnchorRow>().Where(a => articles.Contains(a.Article)).Select(a => a.Claim);
        var events = await db.Set<EventRow>().AsNoTracking().Where(e => claims.Contains(e.Id)).OrderBy(e => e.Earliest).ThenBy(e => e.Label).Select(e => new { e.Id, e.Label }).Take(500).ToListAsync(cancel);
        var sources = await db.Set<SourceRow>().AsNoTracking().Where(s => claims.Contains(s.Id)).OrderBy(s => s.Title).Select(s => new { s.Id, s.Title }).Take(500).ToListAsync(cancel);
        var named = cards.SelectMany(Named).Where(n => !FindActor.IsName(n)).Distinct().ToList();
        var speakers = await db.Set<QuoteRow>().Where(q => claims.Contains(q.Id) && q.Speaker != null).Select(q => q.Speaker!).Distinct().ToListAsync(cancel);
        var parts = await db.Set<EventActor>().Where(p => claims.Contains(p.Event)).Select(p => p.Actor).Distinct().ToListAsync(cancel);
        var all = named.Concat(speakers).Concat(parts).Distinct().ToList();
        return new RecordScope
        {
            Known = await KnownAsync(db, cards, cancel),
            Actors = await db.Set<ActorRow>().AsNoTracking().Where(a => all.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel),
            Events = [.. events.Select(e => KeyValuePair.Create(e.Id, e.Label))],
            Sources = [.. sources.Select(s => KeyValuePair.Create(s.Id, s.Title))],
        };
    }

    private static async Task<Dictionary<string, string>> KnownAsync(NewsroomDb db, IReadOnlyList<RecordCard> cards, CancellationToken cancel)
    {
        var names = cards.SelectMany(Named).Where(FindActor.IsName).Distinct().ToDictionary(n => n, n => ActorAlias.Fold(n[(n.IndexOf(':', StringComparison.Ordinal) + 1)..]), StringComparer.Ordinal);
        var folded = names.Values.Distinct().ToList();
        var aliases = await db.Set<ActorAlias>().AsNoTracking().Where(a => folded.Contains(a.Folded))
            .Join(db.Set<ActorRow>(), a => a.Actor, a => a.Id, (alias, actor) => new { alias.Folded, alias.IsAmbiguous, Id = actor.MergedInto ?? actor.Id }).ToListAsync(cancel);
        var sure = aliases.GroupBy(a => a.Folded).Where(g => g.All(a => !a.IsAmbiguous) && g.Select(a => a.Id).Distinct().Count() == 1).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);
        return names.Where(n => sure.ContainsKey(n.Value)).ToDictionary(n => n.Key, n => sure[n.Value], StringComparer.Ordinal);
    }

    private static IEnumerable<string> Named(RecordCard card)
    {
        var of = card.Event is { } e ? e.Actors.Concat(e.Recipients).Concat(e.Mentioned).Append(e.AllegedBy) : [];
        return of.Append(card.Quote?.Speaker).Append(card.Role?.Actor).OfType<string>();
    }
}
