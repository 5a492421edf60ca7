using Broadside.Themes;

namespace Broadside.Site.Views;

/// <summary>A dossier: the story so far, what happened when, who is who, who said what, from where we know.</summary>
[Shown]
public sealed record DossierView
{
    public required string Title { get; init; }

    public string? Dek { get; init; }

    /// <summary>BCP 47, where it differs from the interface's.</summary>
    public string? Language { get; init; }

    /// <summary>"rtl" or "ltr", where it differs from the interface's.</summary>
    public string? Dir { get; init; }

    /// <summary>"4 articles".</summary>
    public required string Count { get; init; }

    public required When Changed { get; init; }

    /// <summary>Links to the parts of the page that are there.</summary>
    public IReadOnlyList<Link> Contents { get; init; } = [];

    public IReadOnlyList<DossierSentence> Story { get; init; } = [];

    /// <summary>In order of time.</summary>
    public IReadOnlyList<DossierEvent> Timeline { get; init; } = [];

    /// <summary>The first and last month of <see cref="Timeline"/>, over its bars; empty where there are no bars.</summary>
    public IReadOnlyList<string> Scale { get; init; } = [];

    /// <summary>Those of which nobody said when.</summary>
    public IReadOnlyList<DossierEvent> Undated { get; init; } = [];

    /// <summary>"12 more are in the files below."</summary>
    public string? More { get; init; }

    /// <summary>Absent unless the editors turned it on.</summary>
    public DossierLineView? Line { get; init; }

    public IReadOnlyList<DossierQuote> Quotes { get; init; } = [];

    public IReadOnlyList<DossierActor> Actors { get; init; } = [];

    public IReadOnlyList<DossierSource> Sources { get; init; } = [];

    /// <summary>By number: the small numbers after each claim are these.</summary>
    public IReadOnlyList<DossierPart> Articles { get; init; } = [];

    /// <summary>What was changed after it was public, newest first.</summary>
    public IReadOnlyList<DossierChange> Log { get; init; } = [];

    public IReadOnlyList<Link> Files { get; init; } = [];
}

/// <param name="Refs">Small numbers that lead to the words of the articles.</param>
[Shown]
public sealed record DossierSentence(string Text, Html Refs);

/// <param name="Id">The element's: "e-…".</param>
/// <param name="When">"3 July 2025", "about March 2026", "between 20 June and 1 July 2025"; what it came before or after where no date is known.</param>
/// <param name="Day">ISO 8601, only where the day is known.</param>
/// <param name="Rank">"key", "plain" or "detail": a class.</param>
/// <param name="Bar">Where it lies between the first and the last, as SVG.</param>
/// <param name="State">"Alleged by …", where it is not simply reported.</param>
/// <param name="Refs">As of <see cref="DossierSentence"/>.</param>
[Shown]
public sealed record DossierEvent(string Id, string? When, string? Day, string Rank, Html Bar, string Text, string? Place, string? State, Html Refs);

/// <param name="Text">Without quotation marks around it.</param>
/// <param name="IsDirect">False where the article retells it: the words are the writer's, and no quotation.</param>
/// <param name="Language">Where it differs from the page's.</param>
/// <param name="Speaker">A link to who it is, where that is known.</param>
/// <param name="Role">What the speaker was on that day.</param>
/// <param name="How">"said in a press release, 3 July 2025".</param>
[Shown]
public sealed record DossierQuote(string Id, string Text, bool IsDirect, string? Language, Link Speaker, string? Role, string? How, string? Source, Html Refs);

/// <param name="Roles">"Foreign minister, 2022–3 July 2025".</param>
/// <param name="Also">"also: the ministry, Palacio de San Carlos".</param>
[Shown]
public sealed record DossierActor(string Id, string Name, IReadOnlyList<string> Roles, string? Also);

/// <param name="About">Publisher, kind and date.</param>
/// <param name="Href">Absent where it is nowhere to be read.</param>
/// <param name="Archived">Address of the copy that the newsroom keeps.</param>
/// <param name="Anonymous">Why it has no name.</param>
[Shown]
public sealed record DossierSource(string Id, string Title, string About, string? Href, string? Archived, string? Anonymous, Html Refs);

[Shown]
public sealed record DossierPart(string Href, string Title, string? Standfirst, When? Published);

[Shown]
public sealed record DossierChange(When At, string Text);
