namespace Broadside.Articles.Comparing;

/// <summary>A stretch of a text; <paramref name="IsChanged"/>: the other side has other words, or none, in its place.</summary>
public readonly record struct Piece(string Text, bool IsChanged);
