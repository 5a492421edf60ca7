using System.Net;
using AngleSharp.Html.Parser;
using Broadside.Articles.Body.Reading;

namespace Broadside.Articles.Body;

/// <summary>
/// Turns any HTML fragment or page part into our blocks. Never throws, whatever the bytes. Only blocks come out: no tag,
/// attribute or address outside the list can, because nothing is passed through. What has no block is named in the notes.
/// </summary>
public static class HtmlReader
{
    // Making one costs as much as parsing a short article; a parser keeps nothing of what it parsed.
    [ThreadStatic]
    private static HtmlParser? parser;

    public static ReadBody Read(string html, HtmlReaderOptions? options = null)
    {
        var context = new ReadContext(options ?? HtmlReaderOptions.Default);
        if (!html.Contains('<', StringComparison.Ordinal))
        {
            return PlainParagraph(html, context);
        }
        var guarded = NestingGuard.Flatten(html, out var removed);
        if (removed > 0)
        {
            context.Note(ReadCode.Deep, $"{removed} elements were nested too deep; their words are kept.");
        }
        // Within the body from the start: a leading script or style would be put into a head that nobody walks.
        parser ??= new HtmlParser(new HtmlParserOptions { MaximumDepth = 320 });
        var document = parser.ParseDocument("<body>" + guarded);
        return document.Body is { } body ? BodyWalk.Read(body, context) : context.Result([]);
    }

    private static ReadBody PlainParagraph(string text, ReadContext context)
    {
        var line = new InlineText();
        line.Append(WebUtility.HtmlDecode(text));
        var inline = line.Take();
        return context.Result(inline.IsEmpty ? [] : [new Paragraph { Id = context.NewId(), Text = inline.Text }]);
    }
}
