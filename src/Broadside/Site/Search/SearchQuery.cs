namespace Broadside.Site.Search;

/// <summary>
/// What a reader asked: words that must all be there, "phrases", begin* and -without. Whatever was typed can be read;
/// what means nothing is left out.
/// </summary>
public sealed record SearchQuery
{
    private const int LongestText = 200;
    private const int MostTerms = 12;
    private const int ShortestPrefix = 2;

    // Words that nearly every text has; asked for only when there is nothing else, or within a phrase.
    internal const string SmallWords = "a an and are as at be by for from in is it of on or that the this to was were with al de del el en la las lo los que se su un una y";

    private static readonly HashSet<string> Small = new(SmallWords.Split(' '), StringComparer.Ordinal);

    /// <summary>As typed, shortened to 200 characters, for the field on the page.</summary>
    public required string Text { get; init; }

    public required IReadOnlyList<SearchTerm> Wanted { get; init; }

    public required IReadOnlyList<SearchTerm> Excluded { get; init; }

    /// <summary>Nothing was asked that could be looked for.</summary>
    public bool IsEmpty => Wanted.Count == 0;

    /// <summary>So small a word that an index may do without it.</summary>
    internal static bool IsSmall(string folded) => Small.Contains(folded);

    public static SearchQuery Read(string? typed)
    {
        var text = (typed ?? "").Trim();
        text = text.Length > LongestText ? text[..LongestText] : text;
        var terms = Terms(text).DistinctBy(t => (string.Join(' ', t.Words), t.IsPrefix, t.IsExcluded)).Take(MostTerms).ToList();
        var wanted = terms.Where(t => !t.IsExcluded).ToList();
        var telling = wanted.Where(t => t.IsPrefix || t.Words.Count > 1 || !Small.Contains(t.Words[0])).ToList();
        return new SearchQuery
        {
            Text = text,
            Wanted = telling.Count > 0 ? telling : wanted,
            Excluded = [.. terms.Where(t => t.IsExcluded)],
        };
    }

    private static IEnumerable<SearchTerm> Terms(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var excluded = text[at] is '-' or '−' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]);
            var start = excluded ? at + 1 : at;
            var quoted = IsQuote(text[start]);
            var end = quoted ? CloseOf(text, start) : SpaceAfter(text, start);
            var piece = text[start..end];
            var words = FoldedWords.In(piece).Select(w => w.Folded).ToList();
            if (words.Count > 0)
            {
                var star = quoted ? end < text.Length && text[end] == '*' : piece[^1] == '*';
                yield return new SearchTerm(words, star && words[^1].Length >= ShortestPrefix, excluded);
            }
            at = Math.Max(end, at + 1);
        }
    }

    private static bool IsQuote(char letter) => letter is '"' or '“' or '”' or '„' or '«' or '»';

    private static int CloseOf(string text, int open)
    {
        for (var at = open + 1; at < text.Length; at++)
        {
            if (IsQuote(text[at]))
            {
                return at + 1;
            }
        }
        return text.Length;
    }

    private static int SpaceAfter(string text, int start)
    {
        var at = start;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !IsQuote(text[at]))
        {
            at++;
        }
        return Math.Max(at, start + 1);
    }
}
