using System.Text;
using Broadside.Articles.Body;
using Broadside.Themes;

namespace Broadside.Articles.Markup;

/// <summary>Makes HTML from blocks. Links to the site's own pages are written from the root; a later pass makes them relative.</summary>
public static class BodyHtml
{
    public static Html Make(IReadOnlyList<Block> blocks, BodyStyle style)
    {
        var writer = new BodyWriter(style, new StringBuilder(blocks.Count * 400));
        if (blocks.OfType<Footnotes>().FirstOrDefault() is { } notes)
        {
            writer.Number(notes);
        }
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is Quote)
            {
                i = WriteQuotes(writer, blocks, i);
            }
            else
            {
                Write(writer, blocks[i]);
            }
        }
        return new Html(writer.To.ToString());
    }

    private static void Write(BodyWriter writer, Block block)
    {
        switch (block)
        {
            case Paragraph p:
                writer.Open("p", p);
                InlineHtml.Write(writer, p.Text, p.Marks);
                writer.Raw("</p>\n");
                break;
            case Heading h:
                WriteHeading(writer, h);
                break;
            case Pullquote p when !writer.Style.IsFeed:
                WritePullquote(writer, p);
                break;
            case ListBlock list:
                ListHtml.Write(writer, list);
                break;
            case Figure figure:
                FigureHtml.Write(writer, figure);
                break;
            case Gallery gallery:
                FigureHtml.Write(writer, gallery);
                break;
            case Table table:
                TableHtml.Write(writer, table);
                break;
            case Code code:
                writer.Open("pre", code).Raw("<code>").Text(code.Text).Raw("</code></pre>\n");
                break;
            case Separator line:
                writer.Open("hr", line).Raw("\n");
                break;
            case Embed embed:
                EmbedHtml.Write(writer, embed);
                break;
            case Audio audio:
                PlayerHtml.Write(writer, audio);
                break;
            case Video video:
                PlayerHtml.Write(writer, video);
                break;
            case FileBlock file:
                PlayerHtml.Write(writer, file);
                break;
            case Footnotes notes:
                FootnotesHtml.Write(writer, notes);
                break;
        }
    }

    private static void WriteHeading(BodyWriter writer, Heading heading)
    {
        var tag = "h" + Math.Clamp(heading.Level, 2, 4);
        writer.Open(tag, heading);
        InlineHtml.Write(writer, heading.Text, heading.Marks);
        writer.Raw("</").Raw(tag).Raw(">\n");
    }

    // Neighbouring quotes are one quotation of several paragraphs, up to and with the one that names who is quoted.
    private static int WriteQuotes(BodyWriter writer, IReadOnlyList<Block> blocks, int at)
    {
        writer.Raw("<blockquote>");
        while (true)
        {
            var quote = (Quote)blocks[at];
            writer.Open("p", quote);
            InlineHtml.Write(writer, quote.Text, quote.Marks);
            writer.Raw("</p>");
            if (!string.IsNullOrWhiteSpace(quote.Cite))
            {
                writer.Raw("<p class=\"cite\">").Text(quote.Cite).Raw("</p>");
                break;
            }
            if (at + 1 >= blocks.Count || blocks[at + 1] is not Quote)
            {
                break;
            }
            at++;
        }
        writer.Raw("</blockquote>\n");
        return at;
    }

    private static void WritePullquote(BodyWriter writer, Pullquote quote)
    {
        writer.Open("div", quote, "pull").Raw("<p>");
        InlineHtml.Write(writer, quote.Text, quote.Marks);
        writer.Raw("</p>");
        if (!string.IsNullOrWhiteSpace(quote.Cite))
        {
            writer.Raw("<p class=\"cite\">").Text(quote.Cite).Raw("</p>");
        }
        writer.Raw("</div>\n");
    }
}
