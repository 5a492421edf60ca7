namespace Broadside.Record.Claims;

/// <summary>What somebody said. The words themselves stand in its anchors.</summary>
public sealed class QuoteRow
{
    public required string Id { get; init; }

    /// <summary>Actor id.</summary>
    public string? Speaker { get; set; }

    /// <summary>As the article names them.</summary>
    public required string SpeakerText { get; set; }

    public string? Cue { get; set; }

    public string? Venue { get; set; }

    /// <summary>Source id.</summary>
    public string? Source { get; set; }

    public string? Edtf { get; set; }

    public required string Language { get; set; }

    public bool IsDirect { get; set; }

    public int Revision { get; set; }

    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
