using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;

namespace Broadside.Record.Dossiers;

/// <summary>
/// What readers get of a dossier, signed as <c>dossier/SLUG</c>. Its page is made from this and from the articles' own signed
/// contents; a claim is shown only where one of its anchors still finds its words there (<see cref="FindAnchor"/>).
/// </summary>
public sealed record PublishedDossier
{
    private const string SubjectStart = "dossier/";

    public int V { get; init; } = 1;

    public required string Slug { get; init; }

    public required string Title { get; init; }

    public string? Dek { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>Ids, in the editors' order.</summary>
    public IReadOnlyList<string> Articles { get; init; } = [];

    /// <summary>Ids of the two actors whose relation the line shows.</summary>
    public string? PartyA { get; init; }

    public string? PartyB { get; init; }

    public bool HasLine { get; init; }

    /// <summary>Everybody whom a claim names, by sort name.</summary>
    public IReadOnlyList<PublishedActor> Actors { get; init; } = [];

    /// <summary>In order of time, undated ones last.</summary>
    public IReadOnlyList<PublishedEvent> Events { get; init; } = [];

    public IReadOnlyList<PublishedQuote> Quotes { get; init; } = [];

    public IReadOnlyList<PublishedSource> Sources { get; init; } = [];

    /// <summary>The story so far.</summary>
    public IReadOnlyList<StorySentence> Story { get; init; } = [];

    /// <summary>What was changed after it was public, oldest first.</summary>
    public IReadOnlyList<LogLine> Log { get; init; } = [];

    public static string Subject(string slug) => SubjectStart + slug;

    public static bool IsSubject(string subject) => subject.StartsWith(SubjectStart, StringComparison.Ordinal);
}

/// <param name="Country">ISO 3166, two letters.</param>
/// <param name="Wikidata">As "Q42".</param>
/// <param name="Aliases">Other names that may be shown and searched.</param>
public sealed record PublishedActor(string Id, ActorKind Kind, string Name, string? Country, string? Wikidata, IReadOnlyList<PublishedRole> Roles, IReadOnlyList<string> Aliases);

/// <summary>What a person was, and between which EDTF dates; an absent date is open.</summary>
public sealed record PublishedRole(string Title, string? Org = null, string? Since = null, string? Until = null)
{
    /// <summary>Where an article says so.</summary>
    public IReadOnlyList<Anchor> Anchors { get; init; } = [];
}

public sealed record PublishedEvent
{
    public required string Id { get; init; }

    public required string Label { get; init; }

    /// <summary>Absent: nobody said when.</summary>
    public string? Edtf { get; init; }

    public DateBasis Basis { get; init; }

    /// <summary>The first day on which it may have been.</summary>
    public DateOnly? Earliest { get; init; }

    public DateOnly? Latest { get; init; }

    public RelativeTime? Relative { get; init; }

    public string? Place { get; init; }

    public Factuality Factuality { get; init; }

    /// <summary>Actor id.</summary>
    public string? AllegedBy { get; init; }

    /// <summary>Id of the source that says so.</summary>
    public string? Source { get; init; }

    /// <summary>Ids of those who did it.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>Ids of those to whom it was done.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>PLOVER's word, as "THREATEN".</summary>
    public string? PloverType { get; init; }

    public string? PloverMode { get; init; }

    /// <summary>Tenths, −100 to 100: PLOVER's −10 to +10.</summary>
    public int? Score { get; init; }

    /// <summary>3 belongs into the story so far, 1 is detail.</summary>
    public int Salience { get; init; } = 2;

    public IReadOnlyList<Anchor> Anchors { get; init; } = [];
}

/// <summary>Before or after another event, whose id this is.</summary>
public sealed record RelativeTime(string Event, RelativeOp Op);

public sealed record PublishedQuote
{
    public required string Id { get; init; }

    /// <summary>The words, as the first anchor has them.</summary>
    public required string Text { get; init; }

    /// <summary>Actor id.</summary>
    public string? Speaker { get; init; }

    /// <summary>The speaker as the article says it, as "a spokesman for the ministry".</summary>
    public required string SpeakerText { get; init; }

    /// <summary>The verb, as "said".</summary>
    public string? Cue { get; init; }

    /// <summary>Where it was said, as "in a press release".</summary>
    public string? Venue { get; init; }

    /// <summary>Source id.</summary>
    public string? Source { get; init; }

    public string? Edtf { get; init; }

    public bool IsDirect { get; init; } = true;

    public required string Language { get; init; }

    public IReadOnlyList<Anchor> Anchors { get; init; } = [];
}

public sealed record PublishedSource
{
    public required string Id { get; init; }

    public SourceKind Kind { get; init; }

    public string? Publisher { get; init; }

    public required string Title { get; init; }

    public string? Url { get; init; }

    /// <summary>SHA-256 of the archived copy among the newsroom's files.</summary>
    public string? Media { get; init; }

    /// <summary>EDTF.</summary>
    public string? Date { get; init; }

    public bool IsAnonymous { get; init; }

    public string? WhyAnonymous { get; init; }

    public IReadOnlyList<Anchor> Anchors { get; init; } = [];
}

/// <summary>One sentence of the story so far.</summary>
/// <param name="Events">Ids of the events that it tells.</param>
/// <param name="Anchors">Where an article says so; never empty.</param>
public sealed record StorySentence(string Text, IReadOnlyList<string> Events, IReadOnlyList<Anchor> Anchors);

/// <summary>A line of the public log, as "The date was changed from 4 to 3 May".</summary>
/// <param name="At">Seconds since 1970.</param>
/// <param name="Text">In the dossier's language.</param>
/// <param name="Claim">Id of the claim; it may be gone.</param>
public sealed record LogLine(long At, string Text, string Claim);

/// <summary>Part "dossiers" of the site record: which dossiers there are, newest first.</summary>
public sealed record DossierList
{
    public const string Part = "dossiers";

    public IReadOnlyList<DossierLine> Dossiers { get; init; } = [];
}

/// <param name="At">When it was last published: seconds since 1970.</param>
/// <param name="Articles">Ids, so that an article finds its dossiers.</param>
public sealed record DossierLine(string Slug, string Title, string? Dek, string Language, long At, IReadOnlyList<string> Articles);
