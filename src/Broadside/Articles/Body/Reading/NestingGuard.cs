using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Broadside.Articles.Body.Reading;

/// <summary>
/// Takes tags away where they are nested deeper than anyone writes, before a parser sees them: building a tree costs the
/// square of its depth (100,000 open elements took minutes), and unclosed formatting is repeated in every paragraph after it.
/// A rough reading of the tags is enough: what it takes is only the tag, never the words.
/// </summary>
internal static class NestingGuard
{
    private const int Deepest = 160;
    private const int MostFormatting = 24;

    // What stands in a table outside its cells is moved before the table, one by one; browsers do the same.
    private const int MostMoved = 500;

    private static readonly FrozenSet<string> Void = FrozenSet.ToFrozenSet(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]);

    // Their content is text for the parser, so they never nest; taking the tag away would turn a script into words.
    private static readonly FrozenSet<string> Raw = FrozenSet.ToFrozenSet(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"]);

    private static readonly FrozenSet<string> Formatting = FrozenSet.ToFrozenSet(["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]);

    // Elements that a following one of their kind ends without being told.
    private static readonly FrozenDictionary<string, string[]> EndsItself = new Dictionary<string, string[]>
    {
        ["p"] = ["p"],
        ["li"] = ["li"],
        ["dd"] = ["dd", "dt"],
        ["dt"] = ["dd", "dt"],
        ["tr"] = ["tr"],
        ["td"] = ["td", "th"],
        ["th"] = ["td", "th"],
        ["option"] = ["option"],
        ["tbody"] = ["tbody", "thead", "tfoot"],
    }.ToFrozenDictionary();

    // The standard's "special" elements: an end tag of an ordinary element does not reach past them.
    private static readonly FrozenSet<string> Special = FrozenSet.ToFrozenSet(("address applet article aside blockquote body button caption center colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html iframe li listing main marquee menu nav noscript object ol p pre search section select summary table tbody td template tfoot th thead tr ul ? svg math").Split(' '));

    // An end tag inside these does not end what stands outside them.
    private static readonly FrozenSet<string> Scopes = FrozenSet.ToFrozenSet(["table", "td", "th", "caption", "template", "object", "marquee", "applet", "select", "button", "ul", "ol", "svg", "math", "?"]);

    private static readonly FrozenSet<string> TableEnds = FrozenSet.ToFrozenSet(["table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"]);

    private static readonly FrozenSet<string> InTable = FrozenSet.ToFrozenSet(["table", "tbody", "thead", "tfoot", "tr", "colgroup"]);
    private static readonly FrozenSet<string> TableParts = FrozenSet.ToFrozenSet(["tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup", "col", "table", "script", "style", "template"]);

    private static readonly FrozenSet<string> TableWall = FrozenSet.ToFrozenSet(["table", "template"]);
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/>");

    /// <param name="html">Any text.</param>
    /// <param name="removed">How many tags were taken away.</param>
    public static string Flatten(string html, out int removed)
    {
        removed = 0;
        StringBuilder? kept = null;
        var copied = 0;
        var foreign = false;
        var moved = 0;
        var open = new List<string>();
        var formatting = new Dictionary<string, int>();
        var dropped = new Dictionary<string, int>();
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = at < html.Length ? html.IndexOf('<', at) : -1)
        {
            var tag = TagAt(html, at);
            if (tag.Name.Length == 0)
            {
                at = tag.End;
                continue;
            }
            var moves = !tag.IsEnd && open.Count > 0 && InTable.Contains(open[^1]) && !TableParts.Contains(tag.Name) && ++moved > MostMoved && !Raw.Contains(tag.Name);
            if (moves || (tag.IsEnd ? DropsEnd(tag.Name, open, formatting, dropped) : DropsStart(tag, open, formatting, dropped)))
            {
                kept ??= new StringBuilder(html.Length);
                kept.Append(html, copied, at - copied);
                copied = tag.End;
                removed += tag.IsEnd ? 0 : 1;
            }
            // Within svg and math a style or title may nest like any other element.
            foreign |= tag.Name is "svg" or "math";
            at = !tag.IsEnd && !foreign && Raw.Contains(tag.Name) ? EndOfRaw(html, tag) : tag.End;
        }
        return kept is null ? html : kept.Append(html, copied, html.Length - copied).ToString();
    }

    private static bool DropsStart(Tag tag, List<string> open, Dictionary<string, int> formatting, Dictionary<string, int> dropped)
    {
        if (Void.Contains(tag.Name) || Raw.Contains(tag.Name))
        {
            return false;
        }
        EndOthers(tag.Name, open);
        var isFormatting = Formatting.Contains(tag.Name);
        if (open.Count >= Deepest || (isFormatting && formatting.Values.Sum() >= MostFormatting))
        {
            dropped[tag.Name] = dropped.GetValueOrDefault(tag.Name) + 1;
            return true;
        }
        open.Add(tag.Name);
        if (isFormatting)
        {
            formatting[tag.Name] = formatting.GetValueOrDefault(tag.Name) + 1;
        }
        return false;
    }

    private static bool DropsEnd(string name, List<string> open, Dictionary<string, int> formatting, Dictionary<string, int> dropped)
    {
        if (dropped.TryGetValue(name, out var count) && count > 0)
        {
            dropped[name] = count - 1;
            return true;
        }
        var isFormatting = Formatting.Contains(name);
        var walls = TableEnds.Contains(name) ? TableWall : isFormatting || Special.Contains(name) ? Scopes : Special;
        var last = Find(open, name, walls);
        if (isFormatting && (last >= 0 || !open.Exists(Scopes.Contains)) && formatting.GetValueOrDefault(name) is > 0 and var started)
        {
            formatting[name] = started - 1;
        }
        if (last >= 0 && isFormatting)
        {
            // Blocks that were begun inside stay open.
            open.RemoveAt(last);
        }
        else if (last >= 0)
        {
            open.RemoveRange(last, open.Count - last);
        }
        return false;
    }

    private static void EndOthers(string name, List<string> open)
    {
        if (!EndsItself.TryGetValue(name, out var others))
        {
            return;
        }
        var walls = TableEnds.Contains(name) ? TableWall : Special;
        var last = others.Max(other => Find(open, other, walls));
        if (last >= 0)
        {
            open.RemoveRange(last, open.Count - last);
        }
    }

    private static int Find(List<string> open, string name, FrozenSet<string> walls)
    {
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (open[i] == name)
            {
                return i;
            }
            if (walls.Contains(open[i]))
            {
                return -1;
            }
        }
        return -1;
    }

    private static Tag TagAt(string html, int at)
    {
        if (html.AsSpan(at).StartsWith("<!--"))
        {
            var close = html.AsSpan(at + 2).IndexOf("-->");
            var odd = html.AsSpan(at + 2, close < 0 ? html.Length - at - 2 : close).IndexOf("--!>");
            return new Tag("", false, odd >= 0 ? at + 2 + odd + 4 : close < 0 ? html.Length : at + 2 + close + 3);
        }
        var isEnd = html[at + 1] == '/';
        var start = at + (isEnd ? 2 : 1);
        if (start >= html.Length || !char.IsAsciiLetter(html[start]))
        {
            return new Tag("", false, at + 1);
        }
        var length = html.AsSpan(start).IndexOfAny(NameEnds);
        var name = length is < 0 or > 20 ? "?" : html.Substring(start, length).ToLowerInvariant();
        return new Tag(name, isEnd, EndOfTag(html, start + Math.Max(length, 0)));
    }

    // The states of an attribute list as the standard has them: a wrong guess about quotes would hide tags from the count.
    private static int EndOfTag(string html, int at)
    {
        var state = State.BeforeName;
        for (var i = at; i < html.Length; i++)
        {
            var c = html[i];
            if (c == '>' && state is not (State.Double or State.Single))
            {
                return i + 1;
            }
            state = state switch
            {
                State.Double => c == '"' ? State.BeforeName : state,
                State.Single => c == '\'' ? State.BeforeName : state,
                State.BeforeValue when c == '"' => State.Double,
                State.BeforeValue when c == '\'' => State.Single,
                State.BeforeValue => IsSpace(c) ? state : State.Unquoted,
                State.Unquoted => IsSpace(c) ? State.BeforeName : state,
                State.Name when c == '=' => State.BeforeValue,
                State.Name => c == '/' ? State.BeforeName : state,
                _ => IsSpace(c) || c == '/' ? State.BeforeName : State.Name,
            };
        }
        return html.Length;
    }

    private static bool IsSpace(char c) => c is ' ' or '\n' or '\t' or '\r' or '\f';

    private static int EndOfRaw(string html, Tag tag)
    {
        for (var at = html.IndexOf("</", tag.End, StringComparison.Ordinal); at >= 0; at = html.IndexOf("</", at + 2, StringComparison.Ordinal))
        {
            if (html.AsSpan(at + 2).StartsWith(tag.Name, StringComparison.OrdinalIgnoreCase))
            {
                return at;
            }
        }
        return html.Length;
    }

    private enum State
    {
        BeforeName,
        Name,
        BeforeValue,
        Unquoted,
        Double,
        Single,
    }

    private readonly record struct Tag(string Name, bool IsEnd, int End);
}
