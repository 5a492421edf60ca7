using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Broadside.Import.WordPress;

/// <summary>
/// Makes HTML of a body in block form: <c>&lt;!-- wp:name {json} --&gt;…&lt;!-- /wp:name --&gt;</c>, nested at will. Most blocks hold their
/// HTML; those that hold only data are written out here, and those made anew at every request are named and left out.
/// </summary>
internal sealed partial class BlockComments(BodyHtml body, BodySources sources, string? footnotes)
{
    private const int Deepest = 200;
    private const int MostReused = 20;

    private int reused;

    public static bool AreIn(string content) => content.Contains("<!-- wp:", StringComparison.Ordinal);

    public string Html(string content)
    {
        var open = new Stack<Frame>();
        open.Push(new Frame("", ""));
        var at = 0;
        for (var from = content.IndexOf("<!--", StringComparison.Ordinal); from >= 0;)
        {
            var close = content.IndexOf("-->", from + 4, StringComparison.Ordinal);
            if (close < 0)
            {
                break;
            }
            if (Mark().Match(content[(from + 4)..close]) is { Success: true } mark)
            {
                Text(open.Peek(), content, at, from);
                at = close + 3;
                Take(mark, open);
            }
            from = content.IndexOf("<!--", close + 3, StringComparison.Ordinal);
        }
        Text(open.Peek(), content, at, content.Length);
        while (open.Count > 1)
        {
            End(open);
        }
        return open.Pop().Html.ToString();
    }

    private void Take(Match mark, Stack<Frame> open)
    {
        if (mark.Groups["end"].Length > 0)
        {
            Close(open, Name(mark));
        }
        else if (mark.Groups["void"].Length > 0)
        {
            open.Peek().Html.Append(Void(Name(mark), mark.Groups["given"].Value));
        }
        else if (open.Count < Deepest)
        {
            open.Push(new Frame(Name(mark), mark.Groups["given"].Value));
        }
    }

    // A block whose end mark is missing ends with the block around it.
    private void Close(Stack<Frame> open, string name)
    {
        if (open.All(f => f.Name != name))
        {
            return;
        }
        while (open.Count > 1)
        {
            var ended = open.Peek().Name;
            End(open);
            if (ended == name)
            {
                return;
            }
        }
    }

    private void End(Stack<Frame> open)
    {
        var frame = open.Pop();
        var html = Block(frame);
        open.Peek().Html.Append(open.Count == 1 ? body.Shortcodes(html) : html);
    }

    private void Text(Frame frame, string content, int from, int to)
    {
        if (from >= to)
        {
            return;
        }
        var text = content[from..to];
        frame.Html.Append(frame.Name.Length == 0 ? body.Classic(text) : text);
    }

    private string Block(Frame frame)
    {
        var inner = frame.Html.ToString();
        switch (frame.Name)
        {
            case "freeform" or "classic":
                return body.Classic(inner);
            case "shortcode":
                return body.Classic(inner);
            case "embed" or "video-embed" or "core-embed/youtube" or "jetpack/vimeo":
                return EmbedBlock(frame, inner);
            case "code" or "preformatted" or "syntaxhighlighter/code":
                return inner.Replace("[", "&#91;", StringComparison.Ordinal);
            case "verse":
                return Verse(inner);
            case "cover":
                return Cover(frame, inner);
            case "more" or "nextpage":
                return "";
        }
        if (frame.Name.StartsWith("core-embed/", StringComparison.Ordinal))
        {
            return EmbedBlock(frame, inner);
        }
        return string.IsNullOrWhiteSpace(inner) ? Void(frame.Name, frame.Given) : inner;
    }

    private string Void(string name, string given)
    {
        switch (name)
        {
            case "paragraph" or "spacer" or "more" or "nextpage" or "heading" or "group" or "column" or "columns" or "list" or "list-item" or "quote" or "buttons" or "button":
                return "";
            case "separator":
                return "<hr>";
            case "block" when Value(given, "ref") is { } reference:
                return Reused(reference);
            case "footnotes":
                return Footnotes();
            case "embed" when Value(given, "url") is { } address:
                return BodyHtml.Embed(address);
            case "image" when Value(given, "id") is { } id && sources.Attachments.ById(id) is { } picture:
                return BodyHtml.Figure(picture);
        }
        body.Note("dynamic_block", $"The block “{name}” is made anew for every reader on the old site and holds no text; it was left out.");
        return "";
    }

    private string Reused(string reference)
    {
        if (!sources.ReusableBlocks.TryGetValue(reference, out var content) || reused >= MostReused)
        {
            body.Note("reusable_block", $"The reusable block {reference} is not in this export.");
            return "";
        }
        reused++;
        return AreIn(content) ? Html(content) : body.Classic(content);
    }

    private static string EmbedBlock(Frame frame, string inner)
    {
        var caption = Caption().Match(inner) is { Success: true } match ? match.Groups[1].Value : null;
        var address = Value(frame.Given, "url") ?? (WrappedAddress().Match(inner) is { Success: true } wrapped ? System.Net.WebUtility.HtmlDecode(wrapped.Value) : null);
        if (address is null)
        {
            return inner;
        }
        var html = BodyHtml.Embed(address, caption);
        return caption is not null && !html.Contains(caption, StringComparison.Ordinal) ? $"{html}<p>{caption}</p>" : html;
    }

    private static string Verse(string inner)
    {
        var text = PreTag().Replace(inner, "").Trim();
        return $"<p>{text.Replace("\n", "<br>", StringComparison.Ordinal)}</p>";
    }

    private string Cover(Frame frame, string inner)
    {
        if (Value(frame.Given, "url") is not { } address || inner.Contains("<img", StringComparison.OrdinalIgnoreCase) || Value(frame.Given, "backgroundType") == "video")
        {
            return inner;
        }
        var picture = Value(frame.Given, "id") is { } id ? sources.Attachments.ById(id) : null;
        return (picture is not null ? BodyHtml.Figure(picture) : $"<figure><img src=\"{BodyHtml.Escape(address)}\" alt=\"\"></figure>") + inner;
    }

    private string Footnotes()
    {
        if (string.IsNullOrWhiteSpace(footnotes))
        {
            return "";
        }
        var html = new StringBuilder("<ol class=\"wp-block-footnotes\">");
        try
        {
            using var notes = JsonDocument.Parse(footnotes);
            foreach (var note in notes.RootElement.ValueKind == JsonValueKind.Array ? notes.RootElement.EnumerateArray() : default)
            {
                if (note.ValueKind == JsonValueKind.Object && note.TryGetProperty("id", out var id) && note.TryGetProperty("content", out var words))
                {
                    html.Append("<li id=\"").Append(BodyHtml.Escape(id.ToString())).Append("\">").Append(words.ToString()).Append("</li>");
                }
            }
        }
        catch (JsonException)
        {
            body.Note("footnotes", "The footnotes could not be read.");
            return "";
        }
        return html.Append("</ol>").ToString();
    }

    private static string? Value(string given, string key)
    {
        if (given.Length == 0)
        {
            return null;
        }
        try
        {
            using var json = JsonDocument.Parse(given);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
                ? value.ToString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Name(Match mark)
    {
        var name = mark.Groups["name"].Value;
        return name.StartsWith("core/", StringComparison.Ordinal) ? name["core/".Length..] : name;
    }

    private sealed record Frame(string Name, string Given)
    {
        public StringBuilder Html { get; } = new();
    }

    // What stands between the comment's marks. The JSON never holds "--": WordPress writes it as \u002d\u002d.
    [GeneratedRegex(@"^\s*(?<end>/)?wp:(?<name>[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)(?:\s+(?<given>\{.*\}))?\s*(?<void>/)?$", RegexOptions.Singleline)]
    private static partial Regex Mark();

    [GeneratedRegex(@"<figcaption\b[^>]*>(.*?)</figcaption>", RegexOptions.Singleline)]
    private static partial Regex Caption();

    [GeneratedRegex(@"(?<=[>\s])https?://[^\s<>""]+")]
    private static partial Regex WrappedAddress();

    [GeneratedRegex(@"</?pre\b[^>]*>")]
    private static partial Regex PreTag();
}
