namespace Broadside.Articles.Comparing;

/// <summary>A field or block of an article, before and after. A side that is empty has nothing there.</summary>
/// <param name="Kind">"title", "standfirst", "by"… for a field, else the kind of block, as "paragraph".</param>
/// <param name="Change">What happened to it.</param>
/// <param name="Before">In pieces; those that changed are marked.</param>
/// <param name="After">In pieces.</param>
public sealed record ComparedPart(string Kind, PartChange Change, IReadOnlyList<Piece> Before, IReadOnlyList<Piece> After)
{
    /// <summary>Id of the block; null for a field.</summary>
    public string? Block { get; init; }
}

public enum PartChange
{
    Same,
    Changed,
    Added,
    Removed,

    /// <summary>The same words, elsewhere.</summary>
    Moved,
}
