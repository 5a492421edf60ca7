namespace Broadside.Articles.Comparing;

/// <summary>Which words of two texts differ: the longest common run of words is kept, after Myers' greedy algorithm.</summary>
public static class WordDiff
{
    // Two texts with nothing in common would cost the square of their length: then everything is said to be new.
    private const int MostDifferences = 2_000;

    public static (IReadOnlyList<Piece> Before, IReadOnlyList<Piece> After) Run(string before, string after)
    {
        if (before == after)
        {
            return (Whole(before, false), Whole(after, false));
        }
        var (a, b) = (Words(before), Words(after));
        var start = 0;
        while (start < a.Count && start < b.Count && a[start] == b[start])
        {
            start++;
        }
        var (aEnd, bEnd) = (a.Count, b.Count);
        while (aEnd > start && bEnd > start && a[aEnd - 1] == b[bEnd - 1])
        {
            (aEnd, bEnd) = (aEnd - 1, bEnd - 1);
        }
        var (aKept, bKept) = (new bool[a.Count], new bool[b.Count]);
        Array.Fill(aKept, true, 0, start);
        Array.Fill(bKept, true, 0, start);
        Array.Fill(aKept, true, aEnd, a.Count - aEnd);
        Array.Fill(bKept, true, bEnd, b.Count - bEnd);
        Middle(a, start, aEnd, aKept, b, start, bEnd, bKept);
        JoinOverSpace(a, aKept, b, bKept);
        return (Pieces(a, aKept), Pieces(b, bKept));
    }

    /// <summary>Pairs of places whose items are equal, in order: what a longest common run keeps.</summary>
    internal static IEnumerable<(int A, int B)> Common<T>(IReadOnlyList<T> a, IReadOnlyList<T> b)
    {
        var (aKept, bKept) = (new bool[a.Count], new bool[b.Count]);
        Middle(a, 0, a.Count, aKept, b, 0, b.Count, bKept);
        return Enumerable.Range(0, a.Count).Where(i => aKept[i]).Zip(Enumerable.Range(0, b.Count).Where(i => bKept[i]));
    }

    private static void Middle<T>(IReadOnlyList<T> a, int aFrom, int aTo, bool[] aKept, IReadOnlyList<T> b, int bFrom, int bTo, bool[] bKept)
    {
        var (n, m) = (aTo - aFrom, bTo - bFrom);
        var most = Math.Min(n + m, MostDifferences);
        var furthest = new int[(2 * most) + 3];
        var trace = new List<int[]>();
        var middle = most + 1;
        for (var d = 0; d <= most; d++)
        {
            // Only the diagonals that this step can reach are remembered.
            trace.Add(furthest[(middle - d - 1)..(middle + d + 2)]);
            for (var k = -d; k <= d; k += 2)
            {
                var x = k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]) ? furthest[middle + k + 1] : furthest[middle + k - 1] + 1;
                while (x < n && x - k < m && Equals(a[aFrom + x], b[bFrom + x - k]))
                {
                    x++;
                }
                furthest[middle + k] = x;
                if (x >= n && x - k >= m)
                {
                    Back(trace, n, m, aFrom, aKept, bFrom, bKept);
                    return;
                }
            }
        }
    }

    private static void Back(List<int[]> trace, int x, int y, int aFrom, bool[] aKept, int bFrom, bool[] bKept)
    {
        for (var d = trace.Count - 1; d >= 0; d--)
        {
            var (row, middle) = (trace[d], d + 1);
            var k = x - y;
            var before = k == -d || (k != d && row[middle + k - 1] < row[middle + k + 1]) ? k + 1 : k - 1;
            var fromX = d == 0 ? 0 : row[middle + before];
            var fromY = fromX - before;
            while (x > fromX && y > fromY && x > 0 && y > 0)
            {
                (x, y) = (x - 1, y - 1);
                (aKept[aFrom + x], bKept[bFrom + y]) = (true, true);
            }
            (x, y) = d == 0 ? (x, y) : (fromX, fromY);
        }
    }

    // "One bridge" for "Three boats" is one change, not two with a space that stayed.
    private static void JoinOverSpace(List<string> a, bool[] aKept, List<string> b, bool[] bKept)
    {
        var pairs = Enumerable.Range(0, a.Count).Where(i => aKept[i]).Zip(Enumerable.Range(0, b.Count).Where(i => bKept[i])).ToList();
        foreach (var (i, j) in pairs.Where(p => string.IsNullOrWhiteSpace(a[p.First])))
        {
            if (IsBetween(aKept, i) && IsBetween(bKept, j))
            {
                (aKept[i], bKept[j]) = (false, false);
            }
        }
    }

    private static bool IsBetween(bool[] kept, int at) => at > 0 && at < kept.Length - 1 && !kept[at - 1] && !kept[at + 1];

    // Words and what stands between them, so that nothing is lost when they are put together again.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            if (char.IsLetterOrDigit(text[at]))
            {
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || (text[end] is '\'' or '’' && end + 1 < text.Length && char.IsLetter(text[end + 1]))))
                {
                    end++;
                }
            }
            else if (char.IsHighSurrogate(text[at]) && end < text.Length)
            {
                end++;
            }
            words.Add(text[at..end]);
            at = end;
        }
        return words;
    }

    private static List<Piece> Pieces(List<string> words, bool[] kept)
    {
        var pieces = new List<Piece>();
        for (var at = 0; at < words.Count;)
        {
            var end = at;
            while (end < words.Count && kept[end] == kept[at])
            {
                end++;
            }
            pieces.Add(new Piece(string.Concat(words[at..end]), !kept[at]));
            at = end;
        }
        return pieces;
    }

    internal static IReadOnlyList<Piece> Whole(string text, bool isChanged) => text.Length == 0 ? [] : [new Piece(text, isChanged)];
}
