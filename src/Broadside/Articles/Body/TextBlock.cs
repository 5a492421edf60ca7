namespace Broadside.Articles.Body;

/// <summary>A block that is one marked text.</summary>
public abstract record TextBlock : Block
{
    public required string Text { get; init; }

    public IReadOnlyList<Mark>? Marks { get; init; }

    /// <summary>The block's text and marks as one thing.</summary>
    public Inline ToInline() => new(Text, Marks);
}
