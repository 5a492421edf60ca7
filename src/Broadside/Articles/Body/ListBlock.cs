namespace Broadside.Articles.Body;

/// <summary>A list; nesting is each item's level.</summary>
public sealed record ListBlock : Block
{
    public bool Ordered { get; init; }

    /// <summary>First number of an ordered list; absent: 1.</summary>
    public int? Start { get; init; }

    public required IReadOnlyList<ListItem> Items { get; init; }
}

/// <summary>Level 0 to 3; <paramref name="Ordered"/> says how the item's own (nested) list is numbered, absent: as the block.</summary>
public sealed record ListItem(string Text, IReadOnlyList<Mark>? Marks = null, int Level = 0, bool? Ordered = null);
