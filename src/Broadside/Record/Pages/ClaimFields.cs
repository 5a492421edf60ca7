using Broadside.Record.Actors;
using Broadside.Record.Claims;

namespace Broadside.Record.Pages;

/// <summary>Rows as the fields that forms show and cards tell.</summary>
internal static class ClaimFields
{
    public static EventFields Of(EventRow row, IEnumerable<EventActor> parts)
    {
        var all = parts.ToList();
        IReadOnlyList<string> Of(EventPart part) => [.. all.Where(p => p.Part == part).Select(p => p.Actor)];
        return new EventFields
        {
            Label = row.Label,
            Edtf = row.Edtf,
            Basis = row.Basis,
            RelEvent = row.RelEvent,
            RelOp = row.RelOp,
            Place = row.Place,
            Factuality = row.Factuality,
            AllegedBy = row.AllegedBy,
            Source = row.Source,
            Actors = Of(EventPart.Actor),
            Recipients = Of(EventPart.Recipient),
            Mentioned = Of(EventPart.Mentioned),
            PloverType = row.PloverType,
            PloverMode = row.PloverMode,
            Score = row.Score,
            ScoreReason = row.ScoreReason,
            Salience = row.Salience,
        };
    }

    public static QuoteFields Of(QuoteRow row) => new()
    {
        Speaker = row.Speaker,
        SpeakerText = row.SpeakerText,
        Cue = row.Cue,
        Venue = row.Venue,
        Source = row.Source,
        Edtf = row.Edtf,
        Language = row.Language,
        IsDirect = row.IsDirect,
    };

    public static SourceFields Of(SourceRow row) => new()
    {
        Kind = row.Kind,
        Publisher = row.Publisher,
        Title = row.Title,
        Url = row.Url,
        Media = row.Media,
        Date = row.Date,
        IsAnonymous = row.IsAnonymous,
        WhyAnonymous = row.WhyAnonymous,
    };

    public static RoleFields Of(ActorRole row) => new() { Actor = row.Actor, Title = row.Title, Org = row.Org, Since = row.SinceEdtf, Until = row.UntilEdtf };

    public static ActorFields Of(ActorRow row) => new() { Kind = row.Kind, Name = row.Name, SortName = row.SortName, Country = row.Country, Wikidata = row.Wikidata, Note = row.Note };
}
