namespace Broadside.Digest.Reports;

/// <summary>The figures of a digest as they were last counted.</summary>
public sealed class FiguresRow
{
    public long Digest { get; init; }

    public DateTimeOffset CountedAt { get; set; }

    /// <summary>JSON of <see cref="DigestFigures"/>.</summary>
    public required string Figures { get; set; }
}
