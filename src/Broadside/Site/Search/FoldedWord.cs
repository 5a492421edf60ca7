namespace Broadside.Site.Search;

/// <summary>A word of a text: where it stands there (UTF-16 code units), and its folded form.</summary>
public readonly record struct FoldedWord(int At, int Length, string Folded)
{
    public int End => At + Length;
}
