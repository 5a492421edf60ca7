using Broadside.Kit;
using Broadside.Record.Actors;

namespace Broadside.Record.Claims;

/// <summary>What a claim must say before it is kept.</summary>
public static class ClaimRules
{
    public const int LongestLabel = 140;

    private const int LongestText = 500;

    public static Refusal? WhyNot(EventFields fields) =>
        Text(fields.Label, LongestLabel, "label", "Say in one line what happened.")
        ?? WhyNotDate(fields)
        ?? (fields is { Factuality: Factuality.Alleged, AllegedBy: null, Source: null } ? new Refusal("alleged", "Say who alleges it, or which source does.", "alleged_by") : null)
        ?? (fields.PloverType is { } type && !Plover.Types.Contains(type) ? new Refusal("plover_type", $"{type} is none of the sixteen types.", "plover_type") : null)
        ?? (fields.Score is < -Plover.MostScore or > Plover.MostScore ? new Refusal("score", "A score is from −10 to +10.", "score") : null)
        ?? (fields is { Score: not null, PloverType: null } ? new Refusal("score", "A score needs a type of event.", "plover_type") : null)
        ?? (fields.Salience is < 1 or > 3 ? new Refusal("salience", "Salience is 1, 2 or 3.", "salience") : null);

    public static Refusal? WhyNot(QuoteFields fields) =>
        fields is { Speaker: null } && string.IsNullOrWhiteSpace(fields.SpeakerText) ? new Refusal("speaker", "Say who said it, as the article does.", "speaker_text") : WhyNot(fields.Edtf, "edtf");

    public static Refusal? WhyNot(SourceFields fields) =>
        Text(fields.Title, LongestText, "title", "Say what the source is.")
        ?? (fields.Url is { } url && Articles.ContentWalk.HostOf(url) is null ? new Refusal("url", "The address must begin with https:// or http://.", "url") : null)
        ?? (fields.IsAnonymous && string.IsNullOrWhiteSpace(fields.WhyAnonymous) ? new Refusal("why_anonymous", "Say why the source is not named: readers are told.", "why_anonymous") : null)
        ?? WhyNot(fields.Date, "date");

    public static Refusal? WhyNot(RoleFields fields) =>
        Text(fields.Title, LongestText, "title", "Say what the role is.") ?? WhyNot(fields.Since, "since") ?? WhyNot(fields.Until, "until")
        ?? (Edtf.Parse(fields.Since)?.Earliest > Edtf.Parse(fields.Until)?.Latest ? new Refusal("until", "It ends before it begins.", "until") : null);

    public static Refusal? WhyNot(ActorFields fields) =>
        Text(fields.Name, LongestText, "name", "Say what the name is.")
        ?? (fields.Country is { } country && !(country.Length == 2 && country.All(char.IsAsciiLetterUpper)) ? new Refusal("country", "A country has two capital letters, as CO.", "country") : null)
        ?? (fields.Wikidata is { } item && !(item.Length > 1 && item[0] == 'Q' && item[1..].All(char.IsAsciiDigit)) ? new Refusal("wikidata", "A Wikidata id looks like Q42.", "wikidata") : null);

    // A vague phrase never becomes a day, and nothing is dated from what only we know.
    private static Refusal? WhyNotDate(EventFields fields) => (fields.Basis, Edtf.Parse(fields.Edtf)) switch
    {
        (_, null) when !string.IsNullOrWhiteSpace(fields.Edtf) => NotEdtf("edtf"),
        (DateBasis.Stated or DateBasis.Inferred, null) => new Refusal("edtf", "Say when, or choose “not stated”.", "edtf"),
        (DateBasis.Unknown, not null) => new Refusal("basis", "Say what the date rests on: the text, a vague phrase, or another event.", "basis"),
        (DateBasis.Inferred or DateBasis.Relative, { IsExactDay: true }) when Defence.IsOn("exact-day") => new Refusal("exact_day", "Only a day that the text states, or that is counted from one, is an exact day. Give a stretch, as 2025-06-20/2025-07-01.", "edtf"),
        (DateBasis.Relative, _) when fields.RelEvent is null || fields.RelOp is null => new Refusal("rel_event", "Say before or after which event.", "rel_event"),
        _ => null,
    };

    private static Refusal? WhyNot(string? edtf, string field) => string.IsNullOrWhiteSpace(edtf) || Edtf.IsEdtf(edtf) ? null : NotEdtf(field);

    private static Refusal NotEdtf(string field) => new("not_edtf", "Write a date as 2025-07-03, 2025-07, 2025, 2025-06~ (about) or 2025-06-20/2025-07-01.", field);

    private static Refusal? Text(string? text, int longest, string field, string missing) =>
        string.IsNullOrWhiteSpace(text) ? new Refusal(field, missing, field) : text.Trim().Length > longest ? new Refusal(field, $"At most {longest} characters.", field) : null;
}
