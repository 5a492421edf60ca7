using System.Globalization;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Themes;

namespace Broadside.Record.Pages;

/// <summary>What is typed into the forms of the record; each kind has names of its own, so that all of them may stand in one page.</summary>
public sealed record ClaimForm
{
    public string? EventLabel { get; init; }

    public string? EventWhen { get; init; }

    /// <summary>Null: as the date itself says.</summary>
    public DateBasis? EventBasis { get; init; }

    public string? EventRel { get; init; }

    public RelativeOp? EventRelOp { get; init; }

    public string? EventPlace { get; init; }

    /// <summary>Names, with semicolons between.</summary>
    public string? EventWho { get; init; }

    public string? EventToWhom { get; init; }

    public Factuality EventFactuality { get; init; }

    public string? EventAllegedBy { get; init; }

    public string? EventSource { get; init; }

    public string? EventType { get; init; }

    /// <summary>−10 to 10, with one decimal.</summary>
    public string? EventScore { get; init; }

    public int? EventSalience { get; init; }

    /// <summary>What whoever the directory does not know is to be added as.</summary>
    public ActorKind? EventNewAs { get; init; }

    public string? QuoteSpeaker { get; init; }

    public string? QuoteAs { get; init; }

    public string? QuoteCue { get; init; }

    public string? QuoteVenue { get; init; }

    public string? QuoteWhen { get; init; }

    public string? QuoteSource { get; init; }

    public bool QuoteIndirect { get; init; }

    public ActorKind? QuoteNewAs { get; init; }

    public SourceKind SourceKind { get; init; }

    public string? SourcePublisher { get; init; }

    public string? SourceTitle { get; init; }

    public string? SourceUrl { get; init; }

    public string? SourceDate { get; init; }

    public bool SourceAnonymous { get; init; }

    public string? SourceWhy { get; init; }

    public string? RoleActor { get; init; }

    public string? RoleTitle { get; init; }

    public string? RoleOrg { get; init; }

    public string? RoleSince { get; init; }

    public string? RoleUntil { get; init; }

    public string? ActorName { get; init; }

    public ActorKind ActorKind { get; init; }

    public string? ActorCountry { get; init; }

    public string? ActorAliases { get; init; }

    public string? ActorSort { get; init; }

    public string? ActorWikidata { get; init; }

    public string? ActorNote { get; init; }

    public static ClaimForm Of(RecordCard card, RecordScope scope, Words words) => card switch
    {
        { Event: { } fields } => Of(fields, scope, words),
        { Quote: { } fields } => Of(fields, scope, words),
        { Source: { } fields } => Of(fields, words),
        { Role: { } fields } => Of(fields, scope, words),
        { Actor: { } fields } => Of(fields),
        _ => new ClaimForm(),
    };

    public static ClaimForm Of(EventFields fields, RecordScope scope, Words words) => new()
    {
        EventLabel = fields.Label,
        EventWhen = Typed(fields.Edtf, words),
        EventBasis = fields.Basis is DateBasis.Unknown ? null : fields.Basis,
        EventRel = fields.RelEvent,
        EventRelOp = fields.RelOp,
        EventPlace = fields.Place,
        EventWho = scope.Names(fields.Actors),
        EventToWhom = scope.Names(fields.Recipients),
        EventFactuality = fields.Factuality,
        EventAllegedBy = fields.AllegedBy is { } by ? scope.NameOf(by) : null,
        EventSource = fields.Source,
        EventType = fields.PloverType,
        EventScore = fields.Score is { } tenths ? Tenths(tenths) : null,
        EventSalience = fields.Salience,
    };

    public static ClaimForm Of(QuoteFields fields, RecordScope scope, Words words) => new()
    {
        QuoteSpeaker = fields.Speaker is { } speaker ? scope.NameOf(speaker) : null,
        QuoteAs = fields.SpeakerText,
        QuoteCue = fields.Cue,
        QuoteVenue = fields.Venue,
        QuoteWhen = Typed(fields.Edtf, words),
        QuoteSource = fields.Source,
        QuoteIndirect = !fields.IsDirect,
    };

    public static ClaimForm Of(SourceFields fields, Words words) => new()
    {
        SourceKind = fields.Kind,
        SourcePublisher = fields.Publisher,
        SourceTitle = fields.Title,
        SourceUrl = fields.Url,
        SourceDate = Typed(fields.Date, words),
        SourceAnonymous = fields.IsAnonymous,
        SourceWhy = fields.WhyAnonymous,
    };

    public static ClaimForm Of(RoleFields fields, RecordScope scope, Words words) => new()
    {
        RoleActor = scope.NameOf(fields.Actor),
        RoleTitle = fields.Title,
        RoleOrg = fields.Org,
        RoleSince = Typed(fields.Since, words),
        RoleUntil = Typed(fields.Until, words),
    };

    public static ClaimForm Of(ActorFields fields) => new()
    {
        ActorName = fields.Name,
        ActorKind = fields.Kind,
        ActorCountry = fields.Country,
        ActorAliases = string.Join("; ", fields.Aliases),
        ActorSort = fields.SortName,
        ActorWikidata = fields.Wikidata,
        ActorNote = fields.Note,
    };

    /// <summary>As a person would type it, where that is read back as the same date; else EDTF.</summary>
    public static string? Typed(string? edtf, Words words) =>
        edtf is null ? null : DateSaid.Of(edtf, words) is var said && TypedDate.Read(said)?.Text == edtf ? said : edtf;

    public static string Tenths(int tenths) => (tenths / 10m).ToString("0.#", CultureInfo.InvariantCulture);
}
