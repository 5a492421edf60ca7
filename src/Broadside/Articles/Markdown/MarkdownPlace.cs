namespace Broadside.Articles.Markdown;

/// <summary>Where a text stands in a Markdown file: on lines of its own, or on one line (heading, field, cell), where a line break is a tag.</summary>
internal enum MarkdownPlace
{
    Lines,
    OneLine,
}
