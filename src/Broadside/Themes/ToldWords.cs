namespace Broadside.Themes;

/// <summary>
/// Sentences that reports and refusals say in English, in another language: the key <c>told.SENTENCE</c> holds each, and a
/// <c>{name}</c> in it stands for whatever the program put there. So a report that is kept is read in whatever language.
/// </summary>
internal sealed class ToldWords
{
    private const string Start = "told.";

    // Sentences within sentences: why a file was refused, within why it was not brought over.
    private const int Deepest = 4;

    private readonly Dictionary<string, string> whole = new(StringComparer.Ordinal);
    private readonly List<Pattern> patterns = [];

    public ToldWords(IReadOnlyDictionary<string, string> texts)
    {
        foreach (var (key, text) in texts.Where(t => t.Key.StartsWith(Start, StringComparison.Ordinal)))
        {
            var sentence = key[Start.Length..];
            if (sentence.Contains('{', StringComparison.Ordinal))
            {
                patterns.Add(Pattern.Of(sentence, text));
            }
            else
            {
                whole[sentence] = text;
            }
        }
        // What says more is tried first.
        patterns.Sort((a, b) => b.Said - a.Said);
    }

    /// <summary>The sentence in this language; null when it is not known.</summary>
    public string? Tell(string english) => Tell(english, Deepest);

    private string? Tell(string english, int depth)
    {
        if (whole.TryGetValue(english, out var text))
        {
            return text;
        }
        foreach (var pattern in depth == 0 ? [] : patterns)
        {
            if (pattern.Read(english) is { } values)
            {
                return pattern.Fill(values.Select(v => Tell(v, depth - 1) ?? v));
            }
        }
        // What it is about stands in quotes behind it.
        return english.EndsWith('”') && english.IndexOf(" “", StringComparison.Ordinal) is var at and > 0 && depth > 0 && Tell(english[..at], depth - 1) is { } told ? told + english[at..] : null;
    }

    private sealed record Pattern(string[] Between, string[] Names, string Text)
    {
        public int Said => Between.Sum(b => b.Length);

        public static Pattern Of(string sentence, string text)
        {
            var parts = sentence.Split('{', '}');
            return new Pattern([.. parts.Where((_, i) => i % 2 == 0)], [.. parts.Where((_, i) => i % 2 == 1)], text);
        }

        public List<string>? Read(string english)
        {
            var (first, last) = (Between[0], Between[^1]);
            if (english.Length <= first.Length + last.Length || !english.StartsWith(first, StringComparison.Ordinal) || !english.EndsWith(last, StringComparison.Ordinal))
            {
                return null;
            }
            var (values, at) = (new List<string>(), first.Length);
            foreach (var literal in Between[1..^1])
            {
                var next = at + 1 > english.Length ? -1 : english.IndexOf(literal, at + 1, StringComparison.Ordinal);
                if (next < 0)
                {
                    return null;
                }
                values.Add(english[at..next]);
                at = next + literal.Length;
            }
            if (at >= english.Length - last.Length)
            {
                return null;
            }
            values.Add(english[at..^last.Length]);
            return values;
        }

        public string Fill(IEnumerable<string> values) =>
            Names.Zip(values).Aggregate(Text, (text, pair) => text.Replace($"{{{pair.First}}}", pair.Second, StringComparison.Ordinal));
    }
}
