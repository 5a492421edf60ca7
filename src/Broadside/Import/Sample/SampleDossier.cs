using System.Text.Json;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;

namespace Broadside.Import.Sample;

/// <summary>
/// The quarrel of the sample's two countries as its file says it. Claims are named by keys; the words they rest on are said by
/// the article's name, and must stand in it exactly once. Its days are those of the articles, which keep their own dates.
/// </summary>
public sealed record SampleDossier
{
    public required string Slug { get; init; }

    public required string Title { get; init; }

    public string? Dek { get; init; }

    public required string Language { get; init; }

    /// <summary>Names of articles, in order.</summary>
    public required IReadOnlyList<string> Articles { get; init; }

    public required string PartyA { get; init; }

    public required string PartyB { get; init; }

    public bool HasLine { get; init; }

    public required IReadOnlyList<ActorFact> Actors { get; init; }

    public required IReadOnlyList<RoleFact> Roles { get; init; }

    public required IReadOnlyList<SourceFact> Sources { get; init; }

    /// <summary>One that another is dated by stands before it.</summary>
    public required IReadOnlyList<EventFact> Events { get; init; }

    public required IReadOnlyList<QuoteFact> Quotes { get; init; }

    public required IReadOnlyList<StoryFact> Story { get; init; }

    public IReadOnlyList<string> ArticleIds => [.. Articles.Select(SampleIds.Article)];

    public IReadOnlyList<string> ActorIds => [.. Actors.Select(a => SampleIds.Actor(a.Key))];

    public IReadOnlyList<(ClaimKind Kind, string Key, IReadOnlyDictionary<string, string> Words)> Claims =>
    [
        .. Sources.Select(s => (ClaimKind.Source, s.Key, s.Words)),
        .. Events.Select(e => (ClaimKind.Event, e.Key, e.Words)),
        .. Quotes.Select(q => (ClaimKind.Quote, q.Key, q.Words)),
        .. Roles.Select(r => (ClaimKind.Role, r.Key, r.Words)),
    ];

    public IReadOnlyList<string> ClaimIds => [.. Claims.Select(c => SampleIds.Claim(c.Kind, c.Key))];

    public static SampleDossier Read()
    {
        using var stream = SampleFiles.Open("dossier.json");
        return JsonSerializer.Deserialize<SampleDossier>(stream, CanonicalJson.Options)!;
    }

    public DossierFields Fields() => new()
    {
        Title = Title,
        Dek = Dek,
        Language = Language,
        PartyA = SampleIds.Actor(PartyA),
        PartyB = SampleIds.Actor(PartyB),
        HasLine = HasLine,
    };

    public sealed record AliasFact(string Name, AliasKind Kind, string? Language);

    public sealed record ActorFact(string Key, ActorKind Kind, string Name, string? SortName, IReadOnlyList<AliasFact>? Aliases)
    {
        public ActorFields Fields() => new() { Kind = Kind, Name = Name, SortName = SortName };
    }

    public sealed record RoleFact(string Key, string Actor, string Title, string? Org, string? Since, string? Until, IReadOnlyDictionary<string, string> Words)
    {
        public RoleFields Fields() => new() { Actor = SampleIds.Actor(Actor), Title = Title, Org = Org, Since = Since, Until = Until };
    }

    public sealed record SourceFact(string Key, SourceKind Kind, string? Publisher, string Title, string? Date, bool IsAnonymous, string? WhyAnonymous, IReadOnlyDictionary<string, string> Words)
    {
        public SourceFields Fields() => new() { Kind = Kind, Publisher = Publisher, Title = Title, Date = Date, IsAnonymous = IsAnonymous, WhyAnonymous = WhyAnonymous };
    }

    public sealed record EventFact
    {
        public required string Key { get; init; }

        public required string Label { get; init; }

        public string? Edtf { get; init; }

        public DateBasis Basis { get; init; }

        public string? RelEvent { get; init; }

        public RelativeOp? RelOp { get; init; }

        public string? Place { get; init; }

        public Factuality Factuality { get; init; }

        public string? AllegedBy { get; init; }

        public string? Source { get; init; }

        public IReadOnlyList<string>? Actors { get; init; }

        public IReadOnlyList<string>? Recipients { get; init; }

        public string? PloverType { get; init; }

        public string? PloverMode { get; init; }

        public int? Score { get; init; }

        public string? ScoreReason { get; init; }

        public required int Salience { get; init; }

        public required IReadOnlyDictionary<string, string> Words { get; init; }

        public EventFields Fields() => new()
        {
            Label = Label,
            Edtf = Edtf,
            Basis = Basis,
            RelEvent = RelEvent is null ? null : SampleIds.Claim(ClaimKind.Event, RelEvent),
            RelOp = RelOp,
            Place = Place,
            Factuality = Factuality,
            AllegedBy = AllegedBy is null ? null : SampleIds.Actor(AllegedBy),
            Source = Source is null ? null : SampleIds.Claim(ClaimKind.Source, Source),
            Actors = [.. (Actors ?? []).Select(SampleIds.Actor)],
            Recipients = [.. (Recipients ?? []).Select(SampleIds.Actor)],
            PloverType = PloverType,
            PloverMode = PloverMode,
            Score = Score,
            ScoreReason = ScoreReason,
            Salience = Salience,
        };
    }

    public sealed record QuoteFact(string Key, string? Speaker, string SpeakerText, string? Cue, string? Venue, string? Source, string? Edtf, IReadOnlyDictionary<string, string> Words)
    {
        public QuoteFields Fields() => new()
        {
            Speaker = Speaker is null ? null : SampleIds.Actor(Speaker),
            SpeakerText = SpeakerText,
            Cue = Cue,
            Venue = Venue,
            Source = Source is null ? null : SampleIds.Claim(ClaimKind.Source, Source),
            Edtf = Edtf,
        };
    }

    public sealed record StoryFact(string Text, IReadOnlyList<string> Events, IReadOnlyDictionary<string, string>? Words);
}
