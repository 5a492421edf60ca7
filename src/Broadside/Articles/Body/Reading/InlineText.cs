using System.Text;

namespace Broadside.Articles.Body.Reading;

/// <summary>Gathers one text with its marks: white space collapsed, control characters dropped, marks left open carried into the next text.</summary>
internal sealed class InlineText
{
    private readonly StringBuilder text = new();
    private readonly List<Mark> marks = [];
    private readonly List<Mark> open = [];
    private bool spaceWaits;

    public bool IsEmpty => text.Length == 0;

    /// <summary>Ends with a line break (or is empty): another break would make an empty line.</summary>
    public bool AtLineStart => text.Length == 0 || text[^1] == '\n';

    public void Append(ReadOnlySpan<char> more)
    {
        for (var i = 0; i < more.Length; i++)
        {
            var c = more[i];
            if (c is ' ' or '\n' or '\t' or '\r' or '\f' || (c is '\u00a0' or '\u2028' or '\u2029' && AtLineStart))
            {
                spaceWaits = true;
            }
            else if (char.IsSurrogate(c))
            {
                var pair = char.IsHighSurrogate(c) && i + 1 < more.Length && char.IsLowSurrogate(more[i + 1]);
                Put(pair ? c : '\ufffd');
                if (pair)
                {
                    text.Append(more[++i]);
                }
            }
            else if (!char.IsControl(c) && c is not ('\ufeff' or '\ufffe' or '\uffff' or '\u2028' or '\u2029'))
            {
                Put(c);
            }
        }
    }

    /// <summary>A line break, unless the line is empty.</summary>
    public void Break()
    {
        spaceWaits = false;
        if (!AtLineStart)
        {
            text.Append('\n');
        }
    }

    public void Open(MarkKind kind, string? value = null) => open.Add(new Mark(text.Length, 0, kind, value));

    /// <summary>Ends the mark opened last.</summary>
    public void Close()
    {
        var mark = open[^1];
        open.RemoveAt(open.Count - 1);
        marks.Add(mark with { To = text.Length });
    }

    public bool IsOpen(MarkKind kind) => open.Exists(m => m.Kind == kind);

    /// <summary>A footnote's sign after what stands here.</summary>
    public void AddNote(string id) => marks.Add(new Mark(text.Length, text.Length, MarkKind.Note, id));

    /// <summary>What was gathered; begins anew, with the open marks still open.</summary>
    public Inline Take()
    {
        if (text.Length == 0 && marks.Count == 0)
        {
            spaceWaits = false;
            Reopen();
            return Inline.Empty;
        }
        marks.AddRange(open.Select(m => m with { To = text.Length }));
        var whole = text.ToString().TrimEnd();
        var taken = new Inline(whole, MarkList.Tidy(whole, marks));
        text.Clear();
        marks.Clear();
        spaceWaits = false;
        Reopen();
        return taken;
    }

    private void Reopen()
    {
        for (var i = 0; i < open.Count; i++)
        {
            open[i] = open[i] with { From = 0 };
        }
    }

    private void Put(char c)
    {
        if (spaceWaits && !AtLineStart)
        {
            text.Append(' ');
        }
        spaceWaits = false;
        text.Append(c);
    }
}
