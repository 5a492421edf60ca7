namespace Broadside.Record.Suggesting;

/// <summary>The text of a block when it was last read, and its day: one that is still the same is not read again.</summary>
public sealed class ReadBlock
{
    public required string Article { get; init; }

    public required string Block { get; init; }

    public required string Sha { get; set; }

    /// <summary>From which its dates were counted, as 2026-07-03; null: the article had none.</summary>
    public string? Day { get; set; }
}
