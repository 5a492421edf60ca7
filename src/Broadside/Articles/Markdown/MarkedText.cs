using System.Text;
using Broadside.Articles.Body;
using Broadside.Articles.Body.Reading;

namespace Broadside.Articles.Markdown;

/// <summary>Collects a text and its marks, and hands them over trimmed and sorted.</summary>
internal sealed class MarkedText
{
    private readonly StringBuilder text = new();

    private readonly List<Mark> marks = [];

    public int Length => text.Length;

    public void Append(ReadOnlySpan<char> more) => text.Append(more);

    public void Append(char more) => text.Append(more);

    /// <summary>Marks all that was added since <paramref name="from"/>.</summary>
    public void Mark(int from, MarkKind kind, string? value = null)
    {
        if (from < text.Length || kind == MarkKind.Note)
        {
            marks.Add(new Mark(from, text.Length, kind, value));
        }
    }

    public Inline ToInline()
    {
        var whole = text.ToString();
        var start = whole.Length - whole.TrimStart().Length;
        var trimmed = whole.Trim();
        var kept = Joined().Select(m => m with { From = Math.Clamp(m.From - start, 0, trimmed.Length), To = Math.Clamp(m.To - start, 0, trimmed.Length) });
        return new Inline(trimmed, MarkList.Tidy(trimmed, kept));
    }

    // A mark that crosses another comes in parts. They are one while the space between them is marked too: joined before ends are trimmed.
    private List<Mark> Joined()
    {
        var joined = new List<Mark>(marks.Count);
        foreach (var mark in marks.OrderBy(m => m.Kind).ThenBy(m => m.Value, StringComparer.Ordinal).ThenBy(m => m.From))
        {
            if (joined.Count > 0 && joined[^1] is var last && mark.Kind != MarkKind.Note && last.Kind == mark.Kind && last.Value == mark.Value && last.To >= mark.From)
            {
                joined[^1] = last with { To = Math.Max(last.To, mark.To) };
            }
            else
            {
                joined.Add(mark);
            }
        }
        return joined;
    }
}
