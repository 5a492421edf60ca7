using System.Globalization;
using System.Text.Json;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Dossiers;

/// <summary>
/// Puts a dossier together as readers would get it now: the claims of its articles whose words are found in what those say
/// today, whoever they name, and the sources they rest on. Changes nothing.
/// </summary>
public sealed class ComposeDossier(ArticleTexts texts, FindActor find)
{
    private sealed record Parts(ILookup<string, Anchor> Anchors, Dictionary<string, string> Actors);

    /// <summary>Without the log, which only publishing writes.</summary>
    public async Task<PublishedDossier> RunAsync(NewsroomDb db, Dossier dossier, CancellationToken cancel)
    {
        var order = await db.Set<DossierArticle>().AsNoTracking().Where(a => a.Dossier == dossier.Slug).OrderBy(a => a.Position).ThenBy(a => a.Article).Select(a => a.Article).ToListAsync(cancel);
        var blocks = new Dictionary<string, IReadOnlyList<BlockText>>(StringComparer.Ordinal);
        foreach (var article in order)
        {
            if (await texts.LiveAsync(article, cancel) is { } live)
            {
                blocks[article] = BlockText.Of(live);
            }
        }
        var articles = order.Where(blocks.ContainsKey).ToList();
        var rows = await db.Set<AnchorRow>().AsNoTracking().Where(a => articles.Contains(a.Article)).OrderBy(a => a.Position).ThenBy(a => a.Id).ToListAsync(cancel);
        var anchors = rows.Select(r => (r.Claim, Anchor: LiveAnchors.Live(r.ToAnchor(), blocks, r.Kind == ClaimKind.Quote))).Where(a => a.Anchor is not null).ToLookup(a => a.Claim, a => a.Anchor!);
        var claims = anchors.Select(a => a.Key).ToList();
        var parts = new Parts(anchors, []);
        var told = articles.SelectMany(a => blocks[a].Select(b => (Article: a, Block: b.Id))).Distinct().Index().ToDictionary(b => b.Item, b => b.Index);
        var events = await EventsAsync(db, claims, told, parts, cancel);
        var quotes = await QuotesAsync(db, claims, told, parts, cancel);
        var roles = await db.Set<ActorRole>().AsNoTracking().Where(r => claims.Contains(r.Id)).ToListAsync(cancel);
        foreach (var id in roles.Select(r => r.Actor).Concat([dossier.PartyA, dossier.PartyB]).OfType<string>())
        {
            await NoteAsync(db, parts, id, cancel);
        }
        var composed = new PublishedDossier
        {
            Slug = dossier.Slug,
            Title = dossier.Title,
            Dek = dossier.Dek,
            Language = dossier.Language,
            Articles = articles,
            PartyA = dossier.PartyA is { } a ? parts.Actors.GetValueOrDefault(a) : null,
            PartyB = dossier.PartyB is { } b ? parts.Actors.GetValueOrDefault(b) : null,
            HasLine = dossier.HasLine,
            Actors = await ActorsAsync(db, parts, roles, cancel),
            Events = events,
            Quotes = quotes,
            Sources = await SourcesAsync(db, claims, events, quotes, parts, cancel),
            Story = JsonSerializer.Deserialize<IReadOnlyList<StorySentence>>(dossier.Story, CanonicalJson.Options) ?? [],
        };
        // The same pass that each page makes: a claim that another claim of the dossier leans on, and that is gone, is let go.
        return LiveAnchors.Keep(composed, blocks);
    }

    private async Task<IReadOnlyList<PublishedEvent>> EventsAsync(NewsroomDb db, List<string> claims, Dictionary<(string Article, string Block), int> told, Parts parts, CancellationToken cancel)
    {
        var rows = await db.Set<EventRow>().AsNoTracking().Where(e => claims.Contains(e.Id)).ToListAsync(cancel);
        var taking = (await db.Set<EventActor>().AsNoTracking().Where(p => claims.Contains(p.Event)).ToListAsync(cancel)).ToLookup(p => p.Event);
        var events = new List<PublishedEvent>();
        foreach (var row in rows)
        {
            var by = new List<(EventPart Part, string Actor)>();
            foreach (var part in taking[row.Id].OrderBy(p => p.Actor, StringComparer.Ordinal))
            {
                by.Add((part.Part, await NoteAsync(db, parts, part.Actor, cancel)));
            }
            events.Add(new PublishedEvent
            {
                Id = row.Id,
                Label = row.Label,
                Edtf = row.Edtf,
                Basis = row.Basis,
                Earliest = Day(row.Earliest),
                Latest = Day(row.Latest),
                Relative = row.RelEvent is { } other && row.RelOp is { } op ? new RelativeTime(other, op) : null,
                Place = row.Place,
                Factuality = row.Factuality,
                AllegedBy = row.AllegedBy is { } who ? await NoteAsync(db, parts, who, cancel) : null,
                Source = row.Source,
                Actors = [.. by.Where(p => p.Part == EventPart.Actor).Select(p => p.Actor).Distinct()],
                Recipients = [.. by.Where(p => p.Part == EventPart.Recipient).Select(p => p.Actor).Distinct()],
                PloverType = row.PloverType,
                PloverMode = row.PloverMode,
                Score = row.Score,
                Salience = row.Salience,
                Anchors = [.. parts.Anchors[row.Id]],
            });
        }
        return [.. events.OrderBy(e => e.Earliest ?? e.Latest ?? DateOnly.MaxValue).ThenBy(e => e.Latest ?? DateOnly.MaxValue).ThenBy(e => Told(told, e.Anchors)).ThenBy(e => e.Id, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<PublishedQuote>> QuotesAsync(NewsroomDb db, List<string> claims, Dictionary<(string Article, string Block), int> told, Parts parts, CancellationToken cancel)
    {
        var quotes = new List<PublishedQuote>();
        foreach (var row in await db.Set<QuoteRow>().AsNoTracking().Where(q => claims.Contains(q.Id)).OrderBy(q => q.Id).ToListAsync(cancel))
        {
            var anchors = parts.Anchors[row.Id].ToList();
            quotes.Add(new PublishedQuote
            {
                Id = row.Id,
                Text = anchors[0].Exact,
                Speaker = row.Speaker is { } who ? await NoteAsync(db, parts, who, cancel) : null,
                SpeakerText = row.SpeakerText,
                Cue = row.Cue,
                Venue = row.Venue,
                Source = row.Source,
                Edtf = row.Edtf,
                IsDirect = row.IsDirect,
                Language = row.Language,
                Anchors = anchors,
            });
        }
        // As they were said; what nobody dates stands last, in the order of the articles.
        return [.. quotes.OrderBy(q => Edtf.Parse(q.Edtf)?.Earliest ?? DateOnly.MaxValue).ThenBy(q => Edtf.Parse(q.Edtf)?.Latest ?? DateOnly.MaxValue).ThenBy(q => Told(told, q.Anchors)).ThenBy(q => q.Id, StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<PublishedSource>> SourcesAsync(NewsroomDb db, List<string> claims, IReadOnlyList<PublishedEvent> events, IReadOnlyList<PublishedQuote> quotes, Parts parts, CancellationToken cancel)
    {
        // A source that no words name is told by the claims that rest on it.
        var leaning = events.Where(e => e.Source is not null).Select(e => (e.Source, e.Anchors)).Concat(quotes.Where(q => q.Source is not null).Select(q => (q.Source, q.Anchors))).ToLookup(l => l.Source!, l => l.Anchors);
        var wanted = claims.Concat(leaning.Select(l => l.Key)).Distinct().ToList();
        var rows = await db.Set<SourceRow>().AsNoTracking().Where(s => wanted.Contains(s.Id)).OrderBy(s => s.Id).ToListAsync(cancel);
        return [.. rows.Select(s => new PublishedSource
        {
            Id = s.Id,
            Kind = s.Kind,
            Publisher = s.Publisher,
            Title = s.Title,
            Url = s.Url,
            Media = s.Media,
            Date = s.Date,
            IsAnonymous = s.IsAnonymous,
            WhyAnonymous = s.WhyAnonymous,
            Anchors = parts.Anchors.Contains(s.Id) ? [.. parts.Anchors[s.Id]] : [.. leaning[s.Id].SelectMany(l => l).Distinct()],
        })];
    }

    private async Task<IReadOnlyList<PublishedActor>> ActorsAsync(NewsroomDb db, Parts parts, List<ActorRole> roles, CancellationToken cancel)
    {
        var ids = parts.Actors.Values.Distinct().ToList();
        var rows = await db.Set<ActorRow>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(cancel);
        // Names of entries that were brought into this one count too.
        var under = (await db.Set<ActorRow>().AsNoTracking().Where(a => a.MergedInto != null && ids.Contains(a.MergedInto)).Select(a => new { a.Id, a.MergedInto }).ToListAsync(cancel)).ToDictionary(a => a.Id, a => a.MergedInto!);
        var owners = ids.Concat(under.Keys).ToList();
        var aliases = (await db.Set<ActorAlias>().AsNoTracking().Where(a => owners.Contains(a.Actor) && a.Kind != AliasKind.Role && a.Kind != AliasKind.Metonym && !a.IsAmbiguous).ToListAsync(cancel)).ToLookup(a => under.GetValueOrDefault(a.Actor, a.Actor));
        var held = roles.ToLookup(r => parts.Actors.GetValueOrDefault(r.Actor, r.Actor));
        return [.. rows.OrderBy(a => a.SortName, StringComparer.Ordinal).ThenBy(a => a.Id, StringComparer.Ordinal).Select(a => new PublishedActor(
            a.Id, a.Kind, a.Name, a.Country, a.Wikidata,
            [.. held[a.Id].OrderBy(r => Edtf.Parse(r.SinceEdtf)?.Earliest ?? DateOnly.MinValue).ThenBy(r => r.Id, StringComparer.Ordinal).Select(r => new PublishedRole(r.Title, r.Org, r.SinceEdtf, r.UntilEdtf) { Anchors = [.. parts.Anchors[r.Id]] })],
            [.. aliases[a.Id].Select(x => x.Alias).Where(x => x != a.Name).Distinct().Order(StringComparer.Ordinal)]))];
    }

    private async Task<string> NoteAsync(NewsroomDb db, Parts parts, string id, CancellationToken cancel)
    {
        if (!parts.Actors.TryGetValue(id, out var actor))
        {
            parts.Actors[id] = actor = await find.ResolveAsync(db, id, cancel) ?? id;
        }
        return actor;
    }

    // On one day in the order in which the articles tell it: a recall before the one that answers it.
    private static (int Block, int Start) Told(Dictionary<(string Article, string Block), int> told, IReadOnlyList<Anchor> anchors) => anchors.Select(a => (told.GetValueOrDefault((a.Article, a.Block)), a.Start)).Min();

    private static DateOnly? Day(string? iso) => iso is null ? null : DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
