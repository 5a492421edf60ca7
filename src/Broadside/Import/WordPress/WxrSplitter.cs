namespace Broadside.Import.WordPress;

/// <summary>
/// Cuts an export into its items without parsing them, so that one damaged item costs itself alone, items can be parsed
/// on every core, and memory holds a few items however large the file. It knows just enough XML for it: CDATA and comments.
/// </summary>
internal sealed class WxrSplitter(WxrText text)
{
    /// <summary>Characters of the largest item taken; a longer one is cut there and called damaged.</summary>
    public const int LongestItem = 24 * 1024 * 1024;

    private const int Slice = 1 << 16;

    private char[] buffer = new char[Slice * 2];
    private int filled;
    private int start;
    private int scan;
    private bool ended;
    private int line = 1;
    private WxrPartKind kind = WxrPartKind.Head;

    /// <summary>True once nothing is left to cut.</summary>
    public bool IsAtEnd => ended && start == filled;

    public WxrPart? Next()
    {
        MakeRoom();
        while (true)
        {
            var open = Find("<", scan);
            if (open < 0)
            {
                return Last();
            }
            Have(open + 9);
            var tag = buffer.AsSpan(open, filled - open);
            if (tag.StartsWith("<![CDATA["))
            {
                scan = After("]]>", open + 9);
            }
            else if (tag.StartsWith("<!--"))
            {
                scan = After("-->", open + 4);
            }
            else if (IsTag(tag, "<item"))
            {
                if (open > start)
                {
                    return Take(open, WxrPartKind.Item, isWhole: kind != WxrPartKind.Item);
                }
                kind = WxrPartKind.Item;
                scan = start + 5;
            }
            else if (kind == WxrPartKind.Item && IsTag(tag, "</item"))
            {
                return Take(After(">", open), WxrPartKind.Rest, isWhole: true);
            }
            else
            {
                scan = open + 1;
            }
            if (scan - start > LongestItem)
            {
                return Take(scan, WxrPartKind.Rest, isWhole: false);
            }
        }
    }

    private WxrPart? Last()
    {
        if (filled == start)
        {
            return null;
        }
        return Take(filled, WxrPartKind.Rest, isWhole: kind != WxrPartKind.Item);
    }

    private WxrPart Take(int end, WxrPartKind next, bool isWhole)
    {
        end = Math.Min(end, filled);
        var span = buffer.AsSpan(start, end - start);
        var part = new WxrPart(kind, span.ToString(), line, isWhole);
        line += span.Count('\n');
        start = end;
        scan = end + (next == WxrPartKind.Item ? 5 : 0);
        kind = next;
        return part;
    }

    // The end of the next such mark, or of what could be had when the file or the patience for one item ends first.
    private int After(string mark, int from)
    {
        var found = Find(mark, from);
        return found < 0 ? filled : found + mark.Length;
    }

    private int Find(string mark, int from)
    {
        while (true)
        {
            var found = from < filled ? buffer.AsSpan(from, filled - from).IndexOf(mark) : -1;
            if (found >= 0)
            {
                return from + found;
            }
            if (filled - start > LongestItem && kind == WxrPartKind.Item)
            {
                return -1;
            }
            from = Math.Max(from, filled - mark.Length + 1);
            if (!Fill())
            {
                return -1;
            }
        }
    }

    private void Have(int end)
    {
        while (end > filled && Fill())
        {
        }
    }

    // Positions stay true while a part is looked for: only MakeRoom moves what is kept.
    private bool Fill()
    {
        if (ended)
        {
            return false;
        }
        if (filled == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        var read = text.Read(buffer.AsSpan(filled, Math.Min(Slice, buffer.Length - filled)));
        ended = read == 0;
        filled += read;
        return !ended;
    }

    private void MakeRoom()
    {
        if (start <= buffer.Length / 2)
        {
            return;
        }
        buffer.AsSpan(start, filled - start).CopyTo(buffer);
        filled -= start;
        scan -= start;
        start = 0;
    }

    private static bool IsTag(ReadOnlySpan<char> at, string tag) =>
        at.StartsWith(tag) && at.Length > tag.Length && at[tag.Length] is '>' or ' ' or '\t' or '\r' or '\n' or '/';
}
