namespace Broadside.Articles.Body;

/// <summary>What a stretch of text is. The list is short on purpose: no colour, no size, no class.</summary>
public enum MarkKind
{
    Strong,
    Em,
    Strike,
    Code,
    Sub,
    Sup,

    /// <summary><see cref="Mark.Value"/> is the address: http, https, mailto, or a path from the root.</summary>
    Link,

    /// <summary><see cref="Mark.Value"/> is a BCP 47 language tag.</summary>
    Lang,

    /// <summary>A footnote's sign stands after <see cref="Mark.To"/>; <see cref="Mark.Value"/> is the note's id in the <see cref="Footnotes"/> block.</summary>
    Note,
}

/// <summary>A mark on the characters [From, To) of a text, counted in UTF-16 code units. A <see cref="MarkKind.Note"/> may be empty (From = To).</summary>
public sealed record Mark(int From, int To, MarkKind Kind, string? Value = null);
