namespace Broadside.Record.Suggesting;

/// <summary>What reading an article suggests; nothing of it is true until a person says so.</summary>
public sealed class SuggestionRow
{
    public required string Id { get; init; }

    public required string Article { get; init; }

    public required string Block { get; set; }

    public SuggestionKind Kind { get; init; }

    /// <summary>JSON of the fields that accepting it makes: <c>EventFields</c>, <c>QuoteFields</c>, …</summary>
    public required string Payload { get; set; }

    public required string Exact { get; set; }

    public int StartAt { get; set; }

    public int EndAt { get; set; }

    /// <summary>JSON, places of the article that say the same; accepting an event anchors it there too.</summary>
    public string AlsoIn { get; set; } = "[]";

    /// <summary>Names of the rules that made it, with spaces between.</summary>
    public required string Rules { get; set; }

    /// <summary>One line for the editor.</summary>
    public required string Why { get; set; }

    /// <summary>0 to 100.</summary>
    public int Confidence { get; set; }

    /// <summary>The same for the same words of the same kind in the same block: what was decided stays decided.</summary>
    public required string Key { get; init; }

    public SuggestionState State { get; set; }

    /// <summary>Id of what was made of it.</summary>
    public string? Claim { get; set; }

    public DateTimeOffset MadeAt { get; init; }

    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public int? MsToDecide { get; set; }
}

public enum SuggestionKind
{
    Actor,
    Event,
    Quote,
    Source,
    Role,
}

public enum SuggestionState
{
    Open,
    Accepted,

    /// <summary>Accepted with changes.</summary>
    Edited,
    Rejected,

    /// <summary>Its words are gone.</summary>
    Superseded,
}
