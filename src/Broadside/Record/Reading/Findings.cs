using Broadside.Record.Actors;
using Broadside.Record.Claims;

namespace Broadside.Record.Reading;

/// <summary>Everything that one reading of one text suggests. Nothing here is true until an editor says so.</summary>
public sealed record Findings
{
    public required string Language { get; init; }

    public IReadOnlyList<CutBlock> Cut { get; init; } = [];

    public IReadOnlyList<Passage> Sentences { get; init; } = [];

    public IReadOnlyList<FoundQuote> Quotes { get; init; } = [];

    /// <summary>What is told of somebody's words without their wording; apart from the quotes, so that nothing shows it as one.</summary>
    public IReadOnlyList<FoundReport> Reports { get; init; } = [];

    public IReadOnlyList<FoundDate> Dates { get; init; } = [];

    public IReadOnlyList<FoundName> Names { get; init; } = [];

    public IReadOnlyList<FoundRole> Roles { get; init; } = [];

    public IReadOnlyList<FoundEvent> Events { get; init; } = [];

    internal Effort Effort { get; init; } = new();
}

/// <summary>A stretch of one block: block id, first unit, unit after the last, and the text between.</summary>
public sealed record Passage(string Block, int Start, int End, string Exact);

/// <summary>Which rule made a suggestion, in one line for the editor, and how sure it is (0–1).</summary>
public sealed record Reason(string Rule, string Why, double Confidence);

/// <summary>A block that is not part of the story: a menu, an appeal for money, a line in another language, a second copy.</summary>
public sealed record CutBlock(string Block, Reason Reason);

public sealed record FoundQuote
{
    /// <summary>With its marks.</summary>
    public required Passage Passage { get; init; }

    public required QuoteClass Class { get; init; }

    /// <summary>False for terms and headlines: they are found, so that nothing else mistakes them, and never offered as quotes.</summary>
    public bool IsOffered => Class is QuoteClass.Full or QuoteClass.Partial;

    public FoundSpeaker? Speaker { get; init; }

    public string? Cue { get; init; }

    public string? Venue { get; init; }

    /// <summary>True where the block ends before the quote does: the next quote goes on with it.</summary>
    public bool GoesOn { get; init; }

    public required Reason Reason { get; init; }
}

/// <summary>"X said that …": the words behind "that", which are the writer's and not the speaker's.</summary>
public sealed record FoundReport(Passage Passage, FoundSpeaker Speaker, string Cue, string? Venue, Reason Reason);

public enum QuoteClass
{
    Full,
    Partial,
    Term,
    Headline,
}

/// <summary>Who speaks: the words of the text, the full name where it is known, the actor where the directory knows one.</summary>
public sealed record FoundSpeaker(string Mention, string Name, string? Actor, Reason Reason);

public sealed record FoundDate
{
    public required Passage Passage { get; init; }

    /// <summary>Level 0 or 1, as 2025-07-03, 2025-06-20/2025-07-01, ../2025-07, 2025-06~.</summary>
    public required string Edtf { get; init; }

    public required DateBasis Basis { get; init; }

    public bool InQuote { get; init; }

    public required Reason Reason { get; init; }
}

public sealed record FoundName
{
    public required Passage Passage { get; init; }

    public required ActorKind Kind { get; init; }

    /// <summary>The fullest form that the text or the directory has.</summary>
    public required string Name { get; init; }

    /// <summary>Null for a name that is new to the directory.</summary>
    public string? Actor { get; init; }

    /// <summary>
    /// True for who belongs into a who's who: who speaks, acts or is acted upon, every person, and a body that is named again.
    /// A town where something happened and a body in passing are found, and no card asks about them.
    /// </summary>
    public bool IsOffered { get; init; } = true;

    /// <summary>More than one actor bears the name, or it is here the place that elsewhere stands for one: the desk asks, and never chooses.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    public required Reason Reason { get; init; }
}

/// <summary>"the foreign minister" and who that was, on the day that the text speaks of: each office of a person once.</summary>
/// <param name="Title">The words of the text, without article, country and "former".</param>
public sealed record FoundRole(Passage Passage, string Title, string? Country, bool IsFormer, string Holder, string? Actor, Reason Reason);

public sealed record FoundEvent
{
    /// <summary>The sentence that tells it first and best.</summary>
    public required Passage Sentence { get; init; }

    /// <summary>The word that the rule saw.</summary>
    public required Passage Trigger { get; init; }

    /// <summary>Other sentences that tell the same.</summary>
    public IReadOnlyList<Passage> AlsoIn { get; init; } = [];

    public required string Label { get; init; }

    public IReadOnlyList<FoundParty> Actors { get; init; } = [];

    public IReadOnlyList<FoundParty> Recipients { get; init; } = [];

    /// <summary>As AGREE; null for what PLOVER has no type for, such as an accident.</summary>
    public string? PloverType { get; init; }

    public string? PloverMode { get; init; }

    public double? Score { get; init; }

    public required string Edtf { get; init; }

    public required DateBasis Basis { get; init; }

    public Factuality Factuality { get; init; }

    /// <summary>Who alleges it, where the sentence says so.</summary>
    public string? AllegedBy { get; init; }

    /// <summary>3 is what a dossier wants; 1 is background.</summary>
    public required int Salience { get; init; }

    public required Reason Reason { get; init; }
}

/// <summary>A party to an event: words of the text, actor of the directory, country where one is known.</summary>
public sealed record FoundParty(string Name, string? Actor, string? Country);
