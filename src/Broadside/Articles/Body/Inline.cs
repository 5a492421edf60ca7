namespace Broadside.Articles.Body;

/// <summary>Text with marks. A newline in the text is a line break. Marks are sorted by From, then longest first.</summary>
public sealed record Inline(string Text, IReadOnlyList<Mark>? Marks = null)
{
    public static Inline Empty { get; } = new("");

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);

    public static implicit operator Inline(string text) => new(text);
}
