namespace Broadside.Record.Claims;

/// <summary>What an editor says of a quote. The speaker is an actor's id, or "name:ANA MARIN".</summary>
public sealed record QuoteFields
{
    public string? Speaker { get; init; }

    /// <summary>As the article names them.</summary>
    public string? SpeakerText { get; init; }

    public string? Cue { get; init; }

    public string? Venue { get; init; }

    /// <summary>Source id.</summary>
    public string? Source { get; init; }

    public string? Edtf { get; init; }

    /// <summary>BCP 47; null: the article's.</summary>
    public string? Language { get; init; }

    public bool IsDirect { get; init; } = true;
}
