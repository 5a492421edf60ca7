using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Pages;

/// <summary>Turns what was typed into the fields of a claim: names into actors of the directory, dates into EDTF. Whoever is new is added where the form says as what.</summary>
public sealed class ReadClaimForm(IDbContextFactory<NewsroomDb> dbs, FindActor actors, AddActor add)
{
    private const string NameStart = "name:";

    /// <param name="form">As typed.</param>
    /// <param name="before">What stood there: what the form does not show stays.</param>
    /// <param name="written">The day of the text, for dates without a year.</param>
    /// <param name="who">Adds whoever is new.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<EventFields>> EventAsync(ClaimForm form, EventFields? before, DateOnly? written, Actor who, CancellationToken cancel)
    {
        if (WhyNoDate(form.EventWhen, written, nameof(form.EventWhen)) is { } noDate)
        {
            return noDate;
        }
        if (!TryScore(form.EventScore, out var score))
        {
            return new Refusal("score_typed", "Write a score from −10 to 10, as −4.5.", nameof(form.EventScore));
        }
        var by = await PeopleAsync(form.EventWho, nameof(form.EventWho), form.EventNewAs, who, cancel);
        var to = by.IsDone ? await PeopleAsync(form.EventToWhom, nameof(form.EventToWhom), form.EventNewAs, who, cancel) : by;
        var alleged = to.IsDone ? await PeopleAsync(form.EventAllegedBy, nameof(form.EventAllegedBy), form.EventNewAs, who, cancel) : to;
        if (!alleged.IsDone)
        {
            return alleged.Refusal;
        }
        var date = TypedDate.Read(form.EventWhen, written);
        return new EventFields
        {
            Label = form.EventLabel ?? "",
            Edtf = date?.Text,
            Basis = form.EventBasis ?? BasisOf(date, Clean(form.EventRel)),
            RelEvent = Clean(form.EventRel),
            RelOp = form.EventRelOp,
            Place = Clean(form.EventPlace),
            Factuality = form.EventFactuality,
            AllegedBy = alleged.Value.Count > 0 ? alleged.Value[0] : null,
            Source = Clean(form.EventSource),
            Actors = by.Value!,
            Recipients = to.Value!,
            Mentioned = before?.Mentioned ?? [],
            PloverType = Clean(form.EventType),
            PloverMode = before?.PloverType == Clean(form.EventType) ? before?.PloverMode : null,
            Score = score,
            ScoreReason = score == before?.Score ? before?.ScoreReason : null,
            Salience = form.EventSalience ?? 2,
        };
    }

    public async Task<Outcome<QuoteFields>> QuoteAsync(ClaimForm form, QuoteFields? before, DateOnly? written, Actor who, CancellationToken cancel)
    {
        if (WhyNoDate(form.QuoteWhen, written, nameof(form.QuoteWhen)) is { } noDate)
        {
            return noDate;
        }
        var speaker = await PeopleAsync(form.QuoteSpeaker, nameof(form.QuoteSpeaker), form.QuoteNewAs, who, cancel);
        if (!speaker.IsDone)
        {
            return speaker.Refusal;
        }
        return new QuoteFields
        {
            Speaker = speaker.Value.Count > 0 ? speaker.Value[0] : null,
            SpeakerText = Clean(form.QuoteAs) ?? Clean(form.QuoteSpeaker),
            Cue = Clean(form.QuoteCue),
            Venue = Clean(form.QuoteVenue),
            Source = Clean(form.QuoteSource),
            Edtf = TypedDate.Read(form.QuoteWhen, written)?.Text,
            Language = before?.Language,
            IsDirect = !form.QuoteIndirect,
        };
    }

    public static Outcome<SourceFields> Source(ClaimForm form, SourceFields? before, DateOnly? written) =>
        WhyNoDate(form.SourceDate, written, nameof(form.SourceDate)) is { } noDate
            ? noDate
            : new SourceFields
            {
                Kind = form.SourceKind,
                Publisher = Clean(form.SourcePublisher),
                Title = form.SourceTitle ?? "",
                Url = Clean(form.SourceUrl),
                Media = before?.Media,
                Date = TypedDate.Read(form.SourceDate, written)?.Text,
                IsAnonymous = form.SourceAnonymous,
                WhyAnonymous = Clean(form.SourceWhy),
            };

    public async Task<Outcome<RoleFields>> RoleAsync(ClaimForm form, DateOnly? written, Actor who, CancellationToken cancel)
    {
        if ((WhyNoDate(form.RoleSince, written, nameof(form.RoleSince)) ?? WhyNoDate(form.RoleUntil, written, nameof(form.RoleUntil))) is { } noDate)
        {
            return noDate;
        }
        var actor = await PeopleAsync(form.RoleActor, nameof(form.RoleActor), ActorKind.Person, who, cancel);
        if (!actor.IsDone)
        {
            return actor.Refusal;
        }
        return actor.Value.Count == 0
            ? new Refusal("role_whose", "Say whose role it is.", nameof(form.RoleActor))
            : new RoleFields { Actor = actor.Value[0], Title = form.RoleTitle ?? "", Org = Clean(form.RoleOrg), Since = TypedDate.Read(form.RoleSince, written)?.Text, Until = TypedDate.Read(form.RoleUntil, written)?.Text };
    }

    public static ActorFields Actor(ClaimForm form) => new()
    {
        Kind = form.ActorKind,
        Name = form.ActorName ?? "",
        SortName = Clean(form.ActorSort),
        Country = Clean(form.ActorCountry)?.ToUpperInvariant(),
        Wikidata = Clean(form.ActorWikidata)?.ToUpperInvariant(),
        Note = Clean(form.ActorNote),
        Aliases = [.. Names(form.ActorAliases)],
    };

    /// <summary>Which control of the forms a use-case's refusal is about.</summary>
    public static Refusal AtControl(Refusal refusal, ClaimKind? kind)
    {
        var control = (kind, refusal.Field) switch
        {
            (_, null) => null,
            (ClaimKind.Event, "edtf") => nameof(ClaimForm.EventWhen),
            (ClaimKind.Event, "plover_type") => nameof(ClaimForm.EventType),
            (ClaimKind.Event, "rel_event") => nameof(ClaimForm.EventRel),
            (ClaimKind.Event, "actors") => nameof(ClaimForm.EventWho),
            (ClaimKind.Event, var field) => "Event" + Pascal(field),
            (ClaimKind.Quote, "edtf") => nameof(ClaimForm.QuoteWhen),
            (ClaimKind.Quote, "speaker_text" or "speaker") => nameof(ClaimForm.QuoteSpeaker),
            (ClaimKind.Quote, var field) => "Quote" + Pascal(field),
            (ClaimKind.Source, "why_anonymous") => nameof(ClaimForm.SourceWhy),
            (ClaimKind.Source, var field) => "Source" + Pascal(field),
            (ClaimKind.Role, var field) => "Role" + Pascal(field),
            (null, var field) => "Actor" + Pascal(field),
            _ => null,
        };
        return refusal with { Field = control is not null && typeof(ClaimForm).GetProperty(control) is not null ? control : null };
    }

    public static IEnumerable<string> Names(string? typed) => (typed ?? "").Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Pascal(string field) => string.Concat(field.Split('_').Select(p => char.ToUpperInvariant(p[0]) + p[1..]));

    private async Task<Outcome<IReadOnlyList<string>>> PeopleAsync(string? typed, string field, ActorKind? newAs, Actor who, CancellationToken cancel)
    {
        var found = new List<string>();
        foreach (var name in Names(typed))
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var folded = ActorAlias.Fold(name);
            if (await actors.ResolveAsync(db, NameStart + name, cancel) is { } actor)
            {
                found.Add(actor);
            }
            else if (await db.Set<ActorAlias>().AnyAsync(a => a.Folded == folded, cancel))
            {
                return new Refusal("several_actors", $"{name} may be several. Write the full name of whom you mean.", field);
            }
            else if (newAs is not { } kind)
            {
                return new Refusal("new_actor", $"The directory does not know {name}. Choose what they are, and press again.", field);
            }
            else if (await add.RunAsync(new ActorFields { Kind = kind, Name = name }, who, cancel) is var added && !added.IsDone)
            {
                return added.Refusal with { Field = field };
            }
            else
            {
                found.Add(added.Value.Id);
            }
        }
        return Outcome.Of<IReadOnlyList<string>>(found);
    }

    private static DateBasis BasisOf(Edtf? date, string? relative) =>
        relative is not null ? DateBasis.Relative : date switch { null => DateBasis.Unknown, { IsApproximate: true } => DateBasis.Inferred, _ => DateBasis.Stated };

    private static Refusal? WhyNoDate(string? typed, DateOnly? written, string field) =>
        Clean(typed) is { } text && TypedDate.Read(text, written) is null
            ? new Refusal("typed_date", "Write a date as “3 July 2025”, “about March 2026”, “between 20 June and 1 July 2025”, or as 2025-07-03.", field)
            : null;

    private static bool TryScore(string? typed, out int? tenths)
    {
        tenths = null;
        if (Clean(typed) is not { } text)
        {
            return true;
        }
        var isNumber = decimal.TryParse(text.Replace('−', '-').Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score);
        tenths = isNumber && Math.Abs(score) <= 10 ? (int)Math.Round(score * 10) : null;
        return tenths is not null;
    }
}
