using Broadside.Articles.Body;
using Broadside.Articles.Markdown;

namespace Broadside.Articles.Translating;

/// <summary>One paragraph as it is written in a plain field: its emphasis and links as Markdown.</summary>
internal static class TranslatedText
{
    public static string Write(TextBlock block) => MarkdownText.Write(block.ToInline(), MarkdownPlace.Lines);

    /// <summary>The block with another text; notes that it points to stay where the field keeps their sign.</summary>
    public static Block Read(TextBlock block, string text)
    {
        var inline = MarkdownReader.ReadLine(text.ReplaceLineEndings("\n"), []);
        return block switch
        {
            Paragraph p => p with { Text = inline.Text, Marks = inline.Marks },
            Heading h => h with { Text = inline.Text, Marks = inline.Marks },
            Quote q => q with { Text = inline.Text, Marks = inline.Marks },
            Pullquote p => p with { Text = inline.Text, Marks = inline.Marks },
            _ => block,
        };
    }
}
