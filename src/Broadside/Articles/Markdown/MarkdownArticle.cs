using Broadside.Articles.Body;

namespace Broadside.Articles.Markdown;

/// <summary>
/// What a Markdown file came to: its fields, its body as blocks, and one sentence for each thing that has no place in them.
/// Pictures and files keep the name they had in <c>Source</c>; whoever reads the file finds them.
/// </summary>
public sealed record MarkdownArticle(FrontMatter Front, string? Title, IReadOnlyList<Block> Blocks, IReadOnlyList<string> Warnings);
