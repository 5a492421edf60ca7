using System.Text;
using Broadside.Themes;

namespace Broadside.Site.Search;

/// <summary>Looks at a signed text with a question in mind: does it answer, and which passage shows it best?</summary>
public static class SearchPassage
{
    private const int WordsShown = 32;
    private const int WordsBefore = 8;

    /// <summary>All that was wanted is there, nothing that was excluded: the index may have been tampered with, the text not.</summary>
    public static bool Answers(SearchableText text, SearchQuery query) =>
        query.Wanted.All(t => Stands(text, t)) && !query.Excluded.Any(t => Stands(text, t));

    /// <summary>The passage of standfirst or body with most of the words, earliest first, the words in <c>mark</c>; empty when none has any.</summary>
    public static Html Best(SearchableText text, SearchQuery query)
    {
        var marks = Marks(text, query);
        var (best, bestScore) = (-1, 0);
        for (var start = 0; start < marks.Count; start++)
        {
            var first = text.Words[marks[start].Index];
            var inside = marks.Skip(start).TakeWhile(m => text.Words[m.Index].Part == first.Part && m.Index - marks[start].Index < WordsShown - WordsBefore).ToList();
            var score = (inside.Select(m => m.Term).Distinct().Count() * 4) + Math.Min(inside.Count, 3);
            if (score > bestScore)
            {
                (best, bestScore) = (start, score);
            }
        }
        return best < 0 ? default : Passage(text, marks, marks[best].Index);
    }

    private static bool Stands(SearchableText text, SearchTerm term)
    {
        for (var i = 0; i < text.Words.Count; i++)
        {
            if (term.LengthAt(text.Words, i) > 0)
            {
                return true;
            }
        }
        return false;
    }

    // Words that a passage would mark: not those of the title and the people, which stand beside it anyway.
    private static List<(int Index, int Length, int Term)> Marks(SearchableText text, SearchQuery query)
    {
        var marks = new List<(int, int, int)>();
        for (var i = 0; i < text.Words.Count; i++)
        {
            if (text.FieldOf(text.Words[i]) is SearchableText.Field.Title or SearchableText.Field.People)
            {
                continue;
            }
            for (var term = 0; term < query.Wanted.Count; term++)
            {
                if (query.Wanted[term].LengthAt(text.Words, i) is var length and > 0)
                {
                    marks.Add((i, length, term));
                    break;
                }
            }
        }
        return marks;
    }

    private static Html Passage(SearchableText text, List<(int Index, int Length, int Term)> marks, int at)
    {
        var part = text.Words[at].Part;
        var first = at;
        while (first > 0 && at - first < WordsBefore && text.Words[first - 1].Part == part)
        {
            first--;
        }
        var last = first;
        while (last + 1 < text.Words.Count && last - first + 1 < WordsShown && text.Words[last + 1].Part == part)
        {
            last++;
        }
        var whole = text.Parts[part];
        var begins = first == 0 || text.Words[first - 1].Part != part;
        var ends = last + 1 == text.Words.Count || text.Words[last + 1].Part != part;
        var html = new StringBuilder(begins ? "" : "… ");
        var position = begins ? 0 : text.Words[first].At;
        foreach (var (index, length, _) in marks.Where(m => m.Index >= first && m.Index <= last))
        {
            var (from, end) = (text.Words[index], text.Words[Math.Min(index + length - 1, last)]);
            if (from.At < position)
            {
                continue;
            }
            Html.Append(html, whole.AsSpan(position, from.At - position));
            Html.Append(html.Append("<mark>"), whole.AsSpan(from.At, end.At + end.Length - from.At)).Append("</mark>");
            position = end.At + end.Length;
        }
        var stop = ends ? whole.Length : text.Words[last].At + text.Words[last].Length;
        Html.Append(html, whole.AsSpan(position, Math.Max(0, stop - position)));
        return new Html(html.Append(ends ? "" : " …").ToString());
    }
}
