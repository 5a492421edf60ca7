namespace Broadside.Record.Reading;

/// <summary>What the reading starts from: one article or one imported piece. Offsets in everything that is found count UTF-16 units of a block's text.</summary>
public sealed record SourceText
{
    public string Title { get; init; } = "";

    /// <summary>As "en" or "es"; null lets the text decide.</summary>
    public string? Language { get; init; }

    public DateOnly? Published { get; init; }

    /// <summary>The day that the dateline names; counts before the day of publication.</summary>
    public DateOnly? Dateline { get; init; }

    public required IReadOnlyList<SourceBlock> Blocks { get; init; }
}

public sealed record SourceBlock(string Id, BlockKind Kind, string Text);

public enum BlockKind
{
    Body,
    Heading,
    Quote,
    Caption,
    Boilerplate,
}
