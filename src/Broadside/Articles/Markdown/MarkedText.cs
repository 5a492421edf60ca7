using System.Text;
using Broadside.Articles.Body;

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
        var kept = marks
            .Select(m => m with { From = Math.Clamp(m.From - start, 0, trimmed.Length), To = Math.Clamp(m.To - start, 0, trimmed.Length) })
            .Where(m => m.From < m.To || m.Kind == MarkKind.Note)
            .OrderBy(m => m.From)
            .ThenByDescending(m => m.To)
            .ToList();
        return new Inline(trimmed, kept.Count == 0 ? null : kept);
    }
}
