using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Broadside.Articles.Body;
using Broadside.Articles.Markup;
using Broadside.Themes;

namespace Broadside.Articles.Export;

/// <summary>
/// Writes a body as WordPress keeps one: HTML between block comments, the notes as its own footnotes, corrections after the
/// text. The same content always makes the same text, whatever the outlet's theme, so that an import can compare the two.
/// </summary>
public sealed class WxrBody
{
    private static readonly Lazy<Vocabulary> Own = new(() => new Vocabulary(new ThemeFiles(null)));

    private readonly ArticleContent content;
    private readonly IReadOnlyList<Block> blocks;
    private readonly Func<string, string> fileOf;
    private readonly BodyStyle style;
    private readonly StringBuilder to = new();

    private WxrBody(ArticleContent content, Func<string, string> absolute, Func<string, string> fileOf)
    {
        (this.content, blocks, this.fileOf) = (content, ContentWalk.Whole(content), fileOf);
        style = new BodyStyle
        {
            Words = Own.Value.For(content.Language),
            Language = content.Language,
            Absolute = absolute,
            NoteSign = (id, number) => $"<sup data-fn=\"{Escape(id)}\" class=\"fn\"><a href=\"#{Escape(id)}\">{number}</a></sup>",
        };
    }

    /// <param name="content">The article.</param>
    /// <param name="absolute">Makes a path from the root an address.</param>
    /// <param name="fileOf">The address of a file of the media library, by its hash.</param>
    public static string Write(ArticleContent content, Func<string, string> absolute, Func<string, string> fileOf)
    {
        var writer = new WxrBody(content, absolute, fileOf);
        writer.Run();
        return writer.to.ToString();
    }

    /// <summary>The post meta "footnotes"; null without notes.</summary>
    public static string? NotesMeta(ArticleContent content, Func<string, string> absolute) =>
        content.Blocks.OfType<Footnotes>().FirstOrDefault() is { } notes
            ? JsonSerializer.Serialize(notes.Notes.Select(n => new { content = Inline(n.Text, n.Marks, new BodyStyle { Words = Own.Value.For(content.Language), Absolute = absolute }), id = n.Id }))
            : null;

    private void Run()
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is Quote)
            {
                i = Quotes(i);
            }
            else
            {
                One(blocks[i]);
            }
        }
        foreach (var correction in content.Corrections)
        {
            var date = style.Words.Date(DateOnly.FromDateTime(correction.At.UtcDateTime));
            Block("paragraph", """{"className":"correction"}""", $"<p class=\"correction\"><strong>{Escape(style.Words.Text("correction." + correction.Kind.ToString().ToLowerInvariant()))}, {Escape(date)}:</strong> {Escape(correction.Text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>");
        }
    }

    private void One(Block block)
    {
        switch (block)
        {
            case Paragraph p:
                Block("paragraph", null, $"<p{Dir(p)}>{Inline(p.Text, p.Marks)}</p>");
                break;
            case Heading h:
                var level = Math.Clamp(h.Level, 2, 4);
                Block("heading", level == 2 ? null : $$"""{"level":{{level}}}""", $"<h{level} class=\"wp-block-heading\"{Dir(h)}>{Inline(h.Text, h.Marks)}</h{level}>");
                break;
            case Pullquote q:
                Block("pullquote", null, $"<figure class=\"wp-block-pullquote\"{Dir(q)}><blockquote><p>{Inline(q.Text, q.Marks)}</p>{Cite(q.Cite)}</blockquote></figure>");
                break;
            case ListBlock list:
                Block("list", list.Ordered ? list.Start is { } start ? $$"""{"ordered":true,"start":{{start}}}""" : """{"ordered":true}""" : null, Made(list));
                break;
            case Table table:
                Block("table", null, $"<figure class=\"wp-block-table\">{Made(table with { Caption = null })}{Caption(table.Caption)}</figure>");
                break;
            case Code code:
                Block("code", null, $"<pre class=\"wp-block-code\"{Dir(code)}><code{(code.Language is null ? "" : $" class=\"language-{Escape(code.Language)}\"")}>{Escape(code.Text)}</code></pre>");
                break;
            case Separator:
                Block("separator", null, "<hr class=\"wp-block-separator has-alpha-channel-opacity\"/>");
                break;
            case Footnotes:
                to.Append("<!-- wp:footnotes /-->\n\n");
                break;
            default:
                Thing(block);
                break;
        }
    }

    private void Thing(Block block)
    {
        switch (block)
        {
            case Figure figure:
                var html = Picture(figure);
                Block(html.Contains("<img", StringComparison.Ordinal) ? "image" : "html", null, html);
                break;
            case Gallery gallery:
                var pictures = string.Concat(gallery.Figures.Select(f => $"<!-- wp:image -->\n{Picture(f)}\n<!-- /wp:image -->\n\n"));
                Block("gallery", """{"linkTo":"none"}""", $"<figure class=\"wp-block-gallery has-nested-images columns-default is-cropped\">{pictures}{Caption(gallery.Caption, "blocks-gallery-caption wp-element-caption")}</figure>");
                break;
            case Embed embed:
                Embedded(embed);
                break;
            case Audio audio:
                Block("audio", null, $"<figure class=\"wp-block-audio\"><audio controls src=\"{File(audio.Media, audio.Source)}\"{Title(audio.Title)}></audio>{Caption(Together(audio.Caption, audio.Credit))}</figure>");
                break;
            case Video video:
                var poster = video.Poster is { } still ? $" poster=\"{File(still, null)}\"" : "";
                Block("video", null, $"<figure class=\"wp-block-video\"><video controls{poster} src=\"{File(video.Media, video.Source)}\"{Title(video.Title)}></video>{Caption(Together(video.Caption, video.Credit))}</figure>");
                break;
            case FileBlock file:
                var address = File(file.Media, file.Source);
                Block("file", Json(new { href = WebUtility.HtmlDecode(address) }), $"<div class=\"wp-block-file\"><a href=\"{address}\">{Escape(file.Name)}</a></div>");
                break;
        }
    }

    private void Embedded(Embed embed)
    {
        var url = Escape(embed.Url);
        var name = string.IsNullOrWhiteSpace(embed.Title) ? url : Escape(embed.Title);
        if (embed.Provider == "link")
        {
            Block("paragraph", null, $"<p><a href=\"{url}\">{name}</a></p>");
            return;
        }
        var given = Json(new { url = embed.Url, type = "rich", providerNameSlug = embed.Provider });
        Block("embed", given, $"<figure class=\"wp-block-embed is-type-rich is-provider-{Escape(embed.Provider)}\"><div class=\"wp-block-embed__wrapper\">\n{url}\n</div>{Caption(embed.Caption ?? embed.Title)}</figure>");
    }

    private string Picture(Figure figure)
    {
        var caption = figure.Caption is { Length: > 0 } words ? Inline(words, figure.CaptionMarks) : "";
        if (figure.Credit is { Length: > 0 } named)
        {
            var credit = InlineHtml.IsSafe(figure.CreditUrl) ? $"<a href=\"{Address(figure.CreditUrl!)}\">{Escape(named)}</a>" : Escape(named);
            caption += $"{(caption.Length > 0 ? " " : "")}<span class=\"credit\">{credit}</span>";
        }
        caption = caption.Length > 0 ? $"<figcaption class=\"wp-element-caption\">{caption}</figcaption>" : "";
        if (figure.Media is null && figure.Source is null)
        {
            return $"<figure class=\"missing\">{caption}</figure>";
        }
        var image = $"<img src=\"{File(figure.Media, figure.Source)}\" alt=\"{Escape(figure.Alt)}\"{(figure.Decorative ? " role=\"presentation\"" : "")}/>";
        image = InlineHtml.IsSafe(figure.Link) ? $"<a href=\"{Address(figure.Link!)}\">{image}</a>" : image;
        var size = figure.Size switch
        {
            FigureSize.Wide => " alignwide",
            FigureSize.Full => " alignfull",
            _ => "",
        };
        return $"<figure class=\"wp-block-image{size} size-full\">{image}{caption}</figure>";
    }

    // Neighbours up to and with the one that names who is quoted are one quotation.
    private int Quotes(int at)
    {
        var lines = new StringBuilder();
        while (true)
        {
            var quote = (Quote)blocks[at];
            lines.Append(CultureInfo.InvariantCulture, $"<p{Dir(quote)}>{Inline(quote.Text, quote.Marks)}</p>{Cite(quote.Cite)}");
            if (quote.Cite is not null || at + 1 >= blocks.Count || blocks[at + 1] is not Quote)
            {
                Block("quote", null, $"<blockquote class=\"wp-block-quote\">{lines}</blockquote>");
                return at;
            }
            at++;
        }
    }

    private void Block(string name, string? given, string html) =>
        to.Append("<!-- wp:").Append(name).Append(given is null ? "" : " " + given).Append(" -->\n").Append(html).Append("\n<!-- /wp:").Append(name).Append(" -->\n\n");

    private string Made(Block block) => BodyHtml.Make([.. new[] { block }], style).Value.TrimEnd('\n');

    private string Inline(string text, IReadOnlyList<Mark>? marks) => Inline(text, marks, style, blocks.OfType<Footnotes>().FirstOrDefault());

    private static string Inline(string text, IReadOnlyList<Mark>? marks, BodyStyle style, Footnotes? notes = null)
    {
        var writer = new BodyWriter(style, new StringBuilder(text.Length + 64));
        if (notes is not null)
        {
            writer.Number(notes);
        }
        InlineHtml.Write(writer, text, marks);
        return writer.To.ToString();
    }

    private string File(string? media, string? source) => Escape(media is null ? source is ['/', ..] ? style.Absolute!(source) : source : fileOf(media));

    private string Address(string address) => Escape(address[0] == '/' ? style.Absolute!(address) : address);

    private static string Dir(Block block) => block.Dir is "rtl" or "ltr" ? $" dir=\"{block.Dir}\"" : "";

    private static string Cite(string? cite) => string.IsNullOrWhiteSpace(cite) ? "" : $"<cite>{Escape(cite)}</cite>";

    private static string Title(string? title) => string.IsNullOrWhiteSpace(title) ? "" : $" title=\"{Escape(title)}\"";

    private static string Caption(string? caption, string kind = "wp-element-caption") =>
        string.IsNullOrWhiteSpace(caption) ? "" : $"<figcaption class=\"{kind}\">{Escape(caption)}</figcaption>";

    private static string? Together(string? caption, string? credit) => string.Join(' ', new[] { caption, credit }.Where(t => !string.IsNullOrWhiteSpace(t)));

    // WordPress writes what could end the comment as \u002d\u002d.
    private static string Json<T>(T given) =>
        JsonSerializer.Serialize(given).Replace("--", "\\u002d\\u002d", StringComparison.Ordinal);

    private static string Escape(string? text) => Html.Escape(text ?? "");
}
