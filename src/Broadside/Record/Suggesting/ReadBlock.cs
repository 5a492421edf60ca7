namespace Broadside.Record.Suggesting;

/// <summary>The text of a block when it was last read: one that is still the same is not read again.</summary>
public sealed class ReadBlock
{
    public required string Article { get; init; }

    public required string Block { get; init; }

    public required string Sha { get; set; }
}
