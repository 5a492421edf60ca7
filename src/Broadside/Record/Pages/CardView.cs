using System.Text.Json;
using System.Text.Json.Serialization;
using Broadside.Record.Claims;
using Broadside.Record.Suggesting;
using Broadside.Themes;

namespace Broadside.Record.Pages;

/// <summary>A card in words.</summary>
public sealed record CardView(RecordCard Card, RecordScope Scope, string Article)
{
    private const int Glimpse = 90;

    private static readonly JsonSerializerOptions Named = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Kind => Card.Kind.ToString().ToLowerInvariant();

    public string State => Card.IsClaim ? "kept" : Card.State switch { SuggestionState.Open => "open", SuggestionState.Rejected => "rejected", _ => "kept" };

    public string EditAddress => Card switch
    {
        { IsClaim: true } => $"/desk/record/claims/{Kind}/{Card.Id}?article={Article}",
        _ => $"/desk/articles/{Article}/record/new?suggestion={Card.Id}",
    };

    /// <summary>What it claims, in one line.</summary>
    public string Head(Words words) => Card switch
    {
        { Event: { } e } => e.Label,
        { Quote: { } q } => words.Text("card.quote", ("who", q.Speaker is { } id ? Scope.NameOf(id) : q.SpeakerText ?? words.Text("card.somebody")), ("words", Short(Card.Exact.Trim('“', '”', '"', '«', '»', ' ')))),
        { Source: { } s } => s.IsAnonymous ? words.Text("card.anonymous", ("title", s.Title)) : s.Title,
        { Role: { } r } => words.Text("card.role", ("who", Scope.NameOf(r.Actor)), ("title", r.Org is null ? r.Title : words.Text("card.title_of", ("title", r.Title), ("org", r.Org)))),
        { Actor: { } a } => a.Name,
        _ => "",
    };

    /// <summary>What else it says: who to whom, when as it will be printed, where.</summary>
    public IReadOnlyList<string> Facts(Words words) => [.. (Card switch
    {
        { Event: { } e } => Facts(e, words),
        { Quote: { } q } => [Joined(q.Cue, q.Venue), q.Edtf is { } at ? DateSaid.Of(at, words) : null, q.IsDirect ? null : words.Text("card.indirect"), SourceOf(q.Source), !Scope.Knows(q.Speaker) ? words.Text("card.unknown_speaker") : null],
        { Source: { } s } => [words.Text("source_kind." + s.Kind.ToString().ToLowerInvariant()), s.Publisher, s.Date is { } on ? DateSaid.Of(on, words) : null, s.Url],
        { Role: { } r } => [r.Since is { } since ? words.Text("card.since", ("date", DateSaid.Of(since, words))) : null, r.Until is { } until ? words.Text("card.until", ("date", DateSaid.Of(until, words))) : null],
        { Actor: { } a } => [words.Text("actor_kind." + a.Kind.ToString().ToLowerInvariant()), a.Country, a.Aliases.Count > 0 ? words.Text("card.also", ("names", string.Join(words.Text("list.comma"), a.Aliases))) : null, Card.Ids.Count > 1 ? words.Count("card.places", Card.Ids.Count) : null],
        _ => (IEnumerable<string?>)[],
    }).OfType<string>().Where(t => t.Length > 0)];

    /// <summary>What another article says against it.</summary>
    public IReadOnlyList<string> Conflicts(Words words) => [.. Card.OtherDays.Select(o => words.Text("card.other_day", ("article", o.Article), ("date", DateSaid.Of(o.Edtf, words))))];

    /// <summary>What the form begins with, by the names of its controls.</summary>
    public string Fields(Words words) => JsonSerializer.Serialize(ClaimForm.Of(Card, Scope, words), Named);

    private IEnumerable<string?> Facts(EventFields e, Words words)
    {
        var who = Scope.Names(e.Actors).Replace("; ", words.Text("list.comma"), StringComparison.Ordinal);
        var whom = Scope.Names(e.Recipients).Replace("; ", words.Text("list.comma"), StringComparison.Ordinal);
        yield return When(e, words);
        foreach (var conflict in Conflicts(words))
        {
            yield return conflict;
        }
        yield return (who.Length > 0, whom.Length > 0) switch
        {
            (true, true) => words.Text("card.to", ("who", who), ("whom", whom)),
            (true, false) => who,
            (false, true) => words.Text("card.to_somebody", ("whom", whom)),
            _ => null,
        };
        yield return Card.Told is { } told ? words.Text("card.told", ("event", told)) : null;
        yield return e.Place;
        yield return e.Factuality == Factuality.Reported ? null
            : e.AllegedBy is { } by ? words.Text("card.alleged_by", ("how", words.Text("factuality." + e.Factuality.ToString().ToLowerInvariant())), ("who", Scope.NameOf(by)))
            : words.Text("factuality." + e.Factuality.ToString().ToLowerInvariant());
        yield return SourceOf(e.Source);
        yield return e.PloverType is { } type ? words.Text("plover." + type.ToLowerInvariant()) + (e.Score is { } score ? " " + Signed(score) : "") : null;
    }

    private string When(EventFields e, Words words)
    {
        var said = e.Edtf is null && e.RelEvent is not null ? "" : DateSaid.Of(e.Edtf, words);
        var other = e.RelEvent is { } id && Scope.Events.FirstOrDefault(o => o.Key == id).Value is { } label ? words.Text(e.RelOp == RelativeOp.After ? "card.after" : "card.before", ("event", label)) : "";
        return string.Join(words.Text("list.comma"), new[] { said, other }.Where(t => t.Length > 0)) is { Length: > 0 } all ? all : words.Text("datesaid.none");
    }

    private string? SourceOf(string? id) => id is null ? null : Scope.Sources.FirstOrDefault(s => s.Key == id).Value;

    private static string Signed(int tenths) => (tenths > 0 ? "+" : tenths < 0 ? "−" : "") + ClaimForm.Tenths(Math.Abs(tenths));

    private static string? Joined(params string?[] parts) => string.Join(" · ", parts.Where(p => !string.IsNullOrWhiteSpace(p)));

    private static string Short(string text)
    {
        if (text.Length <= Glimpse)
        {
            return text;
        }
        var cut = text.LastIndexOf(' ', Glimpse);
        return text[..(cut > Glimpse / 4 ? cut : Glimpse)] + "…";
    }
}
