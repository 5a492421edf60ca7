namespace Broadside.Site.Search;

/// <summary>
/// One part of a question: a word, a phrase (several words that stand in this order), or a beginning.
/// </summary>
/// <param name="Words">Folded.</param>
/// <param name="IsPrefix">The last word is only a beginning.</param>
/// <param name="IsExcluded">What has it is not wanted.</param>
public sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix = false, bool IsExcluded = false)
{
    private const int LongestCut = 4;

    /// <summary>
    /// What the index may hold in its place: it stems each text by the text's own language, which the question does not know,
    /// so the forms of every language are asked for.
    /// </summary>
    public IReadOnlyList<SearchForm> Forms { get; } = [.. Expand(Words, IsPrefix)];

    private readonly HashSet<string>[] stems = [.. Words.Select(w => Stems.Forms(w).ToHashSet(StringComparer.Ordinal))];

    /// <summary>How many of the words that begin at a place of a text are this term; 0 when it does not stand there.</summary>
    public int LengthAt(IReadOnlyList<TextWord> text, int at)
    {
        if (at + Words.Count > text.Count)
        {
            return 0;
        }
        for (var i = 0; i < Words.Count; i++)
        {
            var word = text[at + i];
            var fits = IsPrefix && i == Words.Count - 1 ? word.Folded.StartsWith(Words[i], StringComparison.Ordinal) : stems[i].Contains(word.Stem);
            if (!fits || (i > 0 && word.Part != text[at].Part))
            {
                return 0;
            }
        }
        return Words.Count;
    }

    private static IEnumerable<SearchForm> Expand(IReadOnlyList<string> words, bool isPrefix)
    {
        if (!isPrefix)
        {
            return new[] { "en", "es", "" }
                .Select(language => new SearchForm([.. words.Select(w => Stems.Of(w, language))], false))
                .DistinctBy(f => string.Join(' ', f.Stems));
        }
        var forms = new List<SearchForm> { new(words, true) };
        if (words.Count == 1)
        {
            // "educac*" is to find "educado", which the index holds as "educ·es"; what does not begin so is dropped when the text is looked at.
            var word = words[0];
            forms.AddRange(Enumerable.Range(0, LongestCut + 1).Where(cut => word.Length - cut >= 3).SelectMany(cut => Stems.Marked(word[..^cut])).Select(stem => new SearchForm([stem], false)));
        }
        return forms;
    }
}
