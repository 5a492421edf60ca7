using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Suggesting;

namespace Broadside.Record.Pages;

/// <summary>What stands beside a paragraph: a suggestion to be decided, or what is in the record already.</summary>
public sealed record RecordCard
{
    /// <param name="Article">Its title.</param>
    public sealed record OtherDay(string Article, string? Edtf);

    /// <summary>Of the suggestion or the claim.</summary>
    public required string Id { get; init; }

    /// <summary>Its own in the page: a claim may stand beside several paragraphs.</summary>
    public string Key => Turn == 0 ? Id : $"{Id}-{Turn}";

    /// <summary>Which of its places in the article this is, from 0.</summary>
    public int Turn { get; init; }

    /// <summary>Suggestions that say the same of the same person or thing: one decision is for all of them.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    public required SuggestionKind Kind { get; init; }

    public bool IsClaim { get; init; }

    public SuggestionState State { get; init; }

    /// <summary>Label of the event of the record that an open suggestion tells once more: accepting it adds this place to it.</summary>
    public string? Told { get; init; }

    /// <summary>Of a claim: what other articles of its dossiers give as the day of what looks like the same happening.</summary>
    public IReadOnlyList<OtherDay> OtherDays { get; init; } = [];

    /// <summary>Of a claim: whether its words still stand there.</summary>
    public AnchorState Anchor { get; init; }

    public required string Block { get; init; }

    public int Start { get; init; }

    public int End { get; init; }

    public required string Exact { get; init; }

    /// <summary>The rule that found it, in one line.</summary>
    public string? Why { get; init; }

    public int Confidence { get; init; }

    public EventFields? Event { get; init; }

    public QuoteFields? Quote { get; init; }

    public SourceFields? Source { get; init; }

    public RoleFields? Role { get; init; }

    public ActorFields? Actor { get; init; }

    public bool IsOpen => !IsClaim && State == SuggestionState.Open;

    public ClaimKind? Claim => Kind switch
    {
        SuggestionKind.Event => ClaimKind.Event,
        SuggestionKind.Quote => ClaimKind.Quote,
        SuggestionKind.Source => ClaimKind.Source,
        SuggestionKind.Role => ClaimKind.Role,
        _ => null,
    };
}
