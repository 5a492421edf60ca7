using Broadside.Articles.Body;
using Broadside.Kit;
using Markdig;
using Markdig.Syntax;

namespace Broadside.Articles.Markdown;

/// <summary>
/// Reads a Markdown file (CommonMark, pipe tables, footnotes, <c>~~struck~~</c>) with directives for what Markdown has
/// no word for: <c>::: figure</c>, <c>gallery</c>, <c>pullquote</c>, <c>table</c>, <c>embed</c>, <c>audio</c>,
/// <c>video</c>, <c>file</c>, <c>rtl</c>, <c>ltr</c>. Reads anything and never throws: what has no block becomes plain text
/// or is left out, and a warning names it.
/// </summary>
public static class MarkdownReader
{
    internal static MarkdownPipeline Pipeline { get; } = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseFootnotes()
        .UseCustomContainers()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UsePreciseSourceLocation()
        .Build();

    /// <param name="file">The whole file, with or without front matter.</param>
    /// <param name="newBlockId">Names each block; new random ids when absent.</param>
    public static MarkdownArticle Read(string file, Func<string>? newBlockId = null)
    {
        var front = FrontMatter.Take(file, out var body);
        var warnings = new List<string>(front.Warnings);
        body = body.Replace('\0', '\uFFFD');
        newBlockId ??= Ids.NewBlockId;
        var blocks = new MarkdownBlocks(body, newBlockId, warnings).Read(Parse(body, warnings));
        var title = front["title"];
        if (title is null && blocks is [Heading { Level: 1 } headline, ..])
        {
            title = headline.Text;
            blocks = blocks[1..];
        }
        return new MarkdownArticle(front, title, [.. blocks.Select(LowerHeading)], warnings);
    }

    /// <summary>A text of one or a few lines, as a caption, with its marks.</summary>
    public static Inline ReadLine(string text, ICollection<string> warnings)
    {
        var told = new List<string>();
        var inlines = new MarkdownInlines(told);
        var marked = new MarkedText();
        foreach (var leaf in Parse(text, told).Descendants<LeafBlock>().Where(l => l.Inline is not null))
        {
            if (marked.Length > 0)
            {
                marked.Append('\n');
            }
            inlines.ReadInto(marked, leaf.Inline);
        }
        told.ForEach(warnings.Add);
        return marked.Length > 0 ? marked.ToInline() : new Inline(text.Trim());
    }

    private static MarkdownDocument Parse(string body, List<string> warnings)
    {
        try
        {
            return Markdig.Markdown.Parse(body, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig refuses text nested deeper than 128: kept as plain text, with nothing that could be nested.
            warnings.Add("nested too deep to be Markdown; read as plain text");
            var plain = new MarkdownPipelineBuilder().ConfigureNewLine("\n");
            plain.BlockParsers.Clear();
            plain.BlockParsers.Add(new Markdig.Parsers.ParagraphBlockParser());
            plain.InlineParsers.Clear();
            plain.InlineParsers.Add(new Markdig.Parsers.Inlines.LineBreakInlineParser());
            return Markdig.Markdown.Parse(body, plain.Build());
        }
    }

    // Level 1 belongs to the headline.
    private static Body.Block LowerHeading(Body.Block block) =>
        block is Heading { Level: < 2 or > 4 } heading ? heading with { Level = Math.Clamp(heading.Level, 2, 4) } : block;
}
