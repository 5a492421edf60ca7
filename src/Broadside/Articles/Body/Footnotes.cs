namespace Broadside.Articles.Body;

/// <summary>The notes that <see cref="MarkKind.Note"/> marks point to, in order; one such block, last in the body.</summary>
public sealed record Footnotes : Block
{
    public required IReadOnlyList<Footnote> Notes { get; init; }
}

public sealed record Footnote(string Id, string Text, IReadOnlyList<Mark>? Marks = null);
