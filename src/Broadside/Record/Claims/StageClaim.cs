using Broadside.Articles;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Claims;

/// <summary>Puts claims and their anchors into the caller's writing transaction; the caller saves. Every use-case of claims goes through here, so rights and rules stand once.</summary>
public sealed class StageClaim(ArticleTexts texts, FindActor actors, Ids ids, TimeProvider time)
{
    private const int MostAnchors = 50;

    public async Task<Outcome<EventRow>> EventAsync(NewsroomDb db, string? id, EventFields fields, Actor who, CancellationToken cancel)
    {
        if (ClaimRules.WhyNot(fields) is { } refusal)
        {
            return refusal;
        }
        if (await KnownAsync(db, fields, id, cancel) is { } unknown)
        {
            return unknown;
        }
        var row = id is null ? null : await db.Set<EventRow>().FindAsync([id], cancel);
        if (row is null)
        {
            row = new EventRow { Id = id ?? ids.New(), Label = "", ChangedBy = who.Id };
            db.Add(row);
        }
        var edtf = Edtf.Parse(fields.Edtf);
        (row.Label, row.Edtf, row.Basis) = (fields.Label.Trim(), edtf?.Text, fields.Basis);
        (row.Earliest, row.Latest) = (Iso(edtf?.Earliest), Iso(edtf?.Latest));
        (row.RelEvent, row.RelOp) = fields.Basis == DateBasis.Relative ? (fields.RelEvent, fields.RelOp) : (null, null);
        (row.Place, row.Factuality, row.Source) = (Clean(fields.Place), fields.Factuality, fields.Source);
        row.AllegedBy = fields.AllegedBy is { } by ? await actors.ResolveAsync(db, by, cancel) : null;
        (row.PloverType, row.PloverMode, row.Score, row.ScoreReason) = (Clean(fields.PloverType), Clean(fields.PloverMode), fields.Score, Clean(fields.ScoreReason));
        (row.Salience, row.Revision, row.ChangedBy, row.ChangedAt) = (fields.Salience, row.Revision + 1, who.Id, time.GetUtcNow());
        await PartsAsync(db, row.Id, fields, cancel);
        return row;
    }

    public async Task<Outcome<QuoteRow>> QuoteAsync(NewsroomDb db, string? id, QuoteFields fields, string language, Actor who, CancellationToken cancel)
    {
        if (ClaimRules.WhyNot(fields) is { } refusal)
        {
            return refusal;
        }
        if (fields.Source is { } source && await db.Set<SourceRow>().FindAsync([source], cancel) is null)
        {
            return Unknown("source", "source");
        }
        var speaker = fields.Speaker is { } name ? await actors.ResolveAsync(db, name, cancel) : null;
        var text = Clean(fields.SpeakerText) ?? (speaker is null ? null : (await db.Set<ActorRow>().FindAsync([speaker], cancel))?.Name);
        if (text is null)
        {
            return Unknown("speaker", "speaker");
        }
        var row = id is null ? null : await db.Set<QuoteRow>().FindAsync([id], cancel);
        if (row is null)
        {
            row = new QuoteRow { Id = id ?? ids.New(), SpeakerText = text, Language = language, ChangedBy = who.Id };
            db.Add(row);
        }
        (row.Speaker, row.SpeakerText, row.Cue, row.Venue, row.Source) = (speaker, text, Clean(fields.Cue), Clean(fields.Venue), fields.Source);
        (row.Edtf, row.Language, row.IsDirect) = (Edtf.Parse(fields.Edtf)?.Text, Clean(fields.Language) ?? row.Language, fields.IsDirect);
        (row.Revision, row.ChangedBy, row.ChangedAt) = (row.Revision + 1, who.Id, time.GetUtcNow());
        return row;
    }

    public async Task<Outcome<SourceRow>> SourceAsync(NewsroomDb db, string? id, SourceFields fields, Actor who, CancellationToken cancel)
    {
        if (ClaimRules.WhyNot(fields) is { } refusal)
        {
            return refusal;
        }
        var row = id is null ? null : await db.Set<SourceRow>().FindAsync([id], cancel);
        if (row is null)
        {
            row = new SourceRow { Id = id ?? ids.New(), Title = "", ChangedBy = who.Id };
            db.Add(row);
        }
        (row.Kind, row.Publisher, row.Title, row.Url, row.Media) = (fields.Kind, Clean(fields.Publisher), fields.Title.Trim(), Clean(fields.Url), Clean(fields.Media));
        (row.Date, row.IsAnonymous, row.WhyAnonymous) = (Edtf.Parse(fields.Date)?.Text, fields.IsAnonymous, fields.IsAnonymous ? Clean(fields.WhyAnonymous) : null);
        (row.Revision, row.ChangedBy, row.ChangedAt) = (row.Revision + 1, who.Id, time.GetUtcNow());
        return row;
    }

    public async Task<Outcome<ActorRole>> RoleAsync(NewsroomDb db, string? id, RoleFields fields, Actor who, CancellationToken cancel)
    {
        if (ClaimRules.WhyNot(fields) is { } refusal)
        {
            return refusal;
        }
        var row = id is null ? null : await db.Set<ActorRole>().FindAsync([id], cancel);
        if (row is null)
        {
            if (await actors.ResolveAsync(db, fields.Actor, cancel) is not { } actor)
            {
                return Unknown("person", "actor");
            }
            row = new ActorRole { Id = id ?? ids.New(), Actor = actor, Title = "", ChangedBy = who.Id };
            db.Add(row);
        }
        (row.Title, row.Org, row.SinceEdtf, row.UntilEdtf) = (fields.Title.Trim(), Clean(fields.Org), Edtf.Parse(fields.Since)?.Text, Edtf.Parse(fields.Until)?.Text);
        (row.Revision, row.ChangedBy, row.ChangedAt) = (row.Revision + 1, who.Id, time.GetUtcNow());
        return row;
    }

    public async Task<Outcome<IReadOnlyList<AnchorRow>>> AnchorsAsync(NewsroomDb db, ClaimKind kind, string claim, IReadOnlyList<AnchorPick> picks, Actor who, CancellationToken cancel)
    {
        if (picks.Count is 0 or > MostAnchors)
        {
            return new Refusal("anchor", picks.Count == 0 ? "Select the words that say so." : $"At most {MostAnchors} places.", "anchor");
        }
        var rows = new List<AnchorRow>();
        var before = await db.Set<AnchorRow>().CountAsync(a => a.Claim == claim, cancel);
        foreach (var pick in picks)
        {
            if (await db.Set<Article>().FindAsync([pick.Article], cancel) is null)
            {
                return Unknown("article", "anchor");
            }
            if (await WhyNotAsync(db, pick.Article, who, cancel) is { } refusal)
            {
                return refusal;
            }
            if (await texts.AnchorAsync(db, pick, cancel) is not var (anchor, version))
            {
                return new Refusal("anchor", "Those words do not stand there. Select them again.", "anchor");
            }
            var row = new AnchorRow { Id = ids.New(), Kind = kind, Claim = claim, Article = pick.Article, Block = anchor.Block, Exact = anchor.Exact, BlockSha = anchor.BlockSha, Version = version, CheckedAt = time.GetUtcNow(), Position = before + rows.Count };
            row.Take(anchor);
            rows.Add(row);
        }
        db.AddRange(rows);
        return Outcome.Of<IReadOnlyList<AnchorRow>>(rows);
    }

    /// <summary>Those whose words stand where they say.</summary>
    public async Task<IReadOnlyList<AnchorPick>> StandingAsync(NewsroomDb db, IReadOnlyList<AnchorPick> picks, CancellationToken cancel)
    {
        var standing = new List<AnchorPick>();
        foreach (var pick in picks.Take(MostAnchors - 1))
        {
            if (await texts.AnchorAsync(db, pick, cancel) is not null)
            {
                standing.Add(pick);
            }
        }
        return standing;
    }

    /// <summary>Whoever may write one of the claim's articles may change it; an unanchored one is an editor's.</summary>
    public static async Task<Refusal?> WhyNotClaimAsync(NewsroomDb db, string claim, Actor who, CancellationToken cancel)
    {
        var articles = await db.Set<AnchorRow>().Where(a => a.Claim == claim).Select(a => a.Article).Distinct().ToListAsync(cancel);
        Refusal? refusal = who.May(Right.EditOthers) ? null : new Refusal("not_yours", "No article of yours says so. Ask an editor.");
        foreach (var article in articles)
        {
            refusal = await WhyNotAsync(db, article, who, cancel);
            if (refusal is null)
            {
                return null;
            }
        }
        return refusal;
    }

    public static async Task<Refusal?> WhyNotAsync(NewsroomDb db, string article, Actor who, CancellationToken cancel) =>
        who.May(Right.Write) ? await Writers.WhyNotAsync(db, article, who, cancel) : new Refusal("may_not", "You have not the right to write here.");

    public static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Refusal Unknown(string what, string field) => new("unknown", $"There is no such {what}.", field);

    private async Task<Refusal?> KnownAsync(NewsroomDb db, EventFields fields, string? id, CancellationToken cancel)
    {
        if (fields.Source is { } source && await db.Set<SourceRow>().FindAsync([source], cancel) is null)
        {
            return Unknown("source", "source");
        }
        if (fields.RelEvent is { } other && (other == id || await db.Set<EventRow>().FindAsync([other], cancel) is null))
        {
            return Unknown("event", "rel_event");
        }
        foreach (var actor in fields.Actors.Concat(fields.Recipients).Concat(fields.Mentioned).Append(fields.AllegedBy).OfType<string>())
        {
            // What reading proposes by name may be nobody yet; an id must be somebody.
            if (!FindActor.IsName(actor) && await actors.ResolveAsync(db, actor, cancel) is null)
            {
                return Unknown("actor", "actors");
            }
        }
        return fields is { Factuality: Factuality.Alleged, Source: null } && await actors.ResolveAsync(db, fields.AllegedBy!, cancel) is null ? Unknown("actor", "alleged_by") : null;
    }

    private async Task PartsAsync(NewsroomDb db, string id, EventFields fields, CancellationToken cancel)
    {
        var present = await db.Set<EventActor>().Where(p => p.Event == id).ToListAsync(cancel);
        var wanted = new HashSet<(string Actor, EventPart Part)>();
        foreach (var (names, part) in new[] { (fields.Actors, EventPart.Actor), (fields.Recipients, EventPart.Recipient), (fields.Mentioned, EventPart.Mentioned) })
        {
            foreach (var name in names)
            {
                if (await actors.ResolveAsync(db, name, cancel) is { } actor)
                {
                    wanted.Add((actor, part));
                }
            }
        }
        db.RemoveRange(present.Where(p => !wanted.Contains((p.Actor, p.Part))));
        db.AddRange(wanted.Where(w => !present.Any(p => (p.Actor, p.Part) == w)).Select(w => new EventActor { Event = id, Actor = w.Actor, Part = w.Part }));
    }
}
