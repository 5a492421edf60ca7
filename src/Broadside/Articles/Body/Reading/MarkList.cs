namespace Broadside.Articles.Body.Reading;

/// <summary>Brings marks into their one form: within the text, no white space at their ends, like ones joined, sorted.</summary>
internal static class MarkList
{
    public static IReadOnlyList<Mark>? Tidy(string text, IEnumerable<Mark> marks)
    {
        var tidy = new List<Mark>();
        foreach (var mark in marks.Select(m => Trim(text, m)).Where(m => m.From < m.To || m.Kind == MarkKind.Note).OrderBy(m => m.Kind).ThenBy(m => m.From).ThenByDescending(m => m.To))
        {
            Add(text, tidy, mark);
        }
        tidy.Sort(Order);
        return tidy.Count == 0 ? null : tidy;
    }

    private static void Add(string text, List<Mark> tidy, Mark mark)
    {
        // They come sorted by kind and place. One character has one address and one language: the first stands. Notes may share a place.
        var last = tidy.Count > 0 && tidy[^1].Kind == mark.Kind ? tidy[^1] : null;
        if (last is null || mark.Kind == MarkKind.Note || last.To < mark.From)
        {
            if (!tidy.Contains(mark))
            {
                tidy.Add(mark);
            }
        }
        else if (last.Value == mark.Value)
        {
            tidy[^1] = last with { To = Math.Max(last.To, mark.To) };
        }
        else if (mark.To > last.To && Trim(text, mark with { From = last.To }) is var rest && rest.From < rest.To)
        {
            tidy.Add(rest);
        }
    }

    private static Mark Trim(string text, Mark mark)
    {
        var (from, to) = (Math.Min(mark.From, text.Length), Math.Min(mark.To, text.Length));
        if (mark.Kind == MarkKind.Note)
        {
            return mark with { From = to, To = to };
        }
        while (from < to && char.IsWhiteSpace(text[from]))
        {
            from++;
        }
        while (to > from && char.IsWhiteSpace(text[to - 1]))
        {
            to--;
        }
        return mark with { From = from, To = to };
    }

    private static int Order(Mark a, Mark b)
    {
        var from = a.From.CompareTo(b.From);
        var length = from != 0 ? from : b.To.CompareTo(a.To);
        var kind = length != 0 ? length : a.Kind.CompareTo(b.Kind);
        return kind != 0 ? kind : string.CompareOrdinal(a.Value, b.Value);
    }
}
