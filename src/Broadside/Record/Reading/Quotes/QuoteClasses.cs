namespace Broadside.Record.Reading.Quotes;

/// <summary>Tells a statement from a fragment, a term, a title: by length, case, stops and what stands before.</summary>
internal static class QuoteClasses
{
    public static QuoteClass Of(TextLine line, QuoteSpan quote, Attributed? attributed, bool followsQuote)
    {
        var inner = quote.Inner(line.Text);
        var words = Tokenizer.Cut(inner).Where(t => t.Kind != TokenKind.Mark).ToArray();
        var (first, next) = (line.TokenAt(quote.Start), line.TokenAt(quote.End));
        var stops = inner.Length > 0 && ".!?,…".Contains(inner[^1], StringComparison.Ordinal);
        var capital = inner.Length > 0 && (char.IsUpper(inner.FirstOrDefault(char.IsLetter)) || inner[0] is '[' or '¿' or '¡');
        if (words.Length == 0)
        {
            return QuoteClass.Term;
        }
        var isNamed = Enumerable.Range(Math.Max(0, first - 14), Math.Min(first, 14)).Any(i => !line.IsQuoted(i) && SpeechWords.Naming.Contains(line.Low(i))) && line.SentenceOf(Math.Max(0, first - 1)) == line.SentenceOf(first);
        var share = words.Count(w => w.IsCapital || w.Kind == TokenKind.Number) / (double)words.Length;
        var signed = line.Block.Kind == BlockKind.Caption && followsQuote && !stops;
        if (!stops && (IsTitle(words) || (isNamed && share >= 0.5) || (signed && words.Length <= 12)))
        {
            return words.Length >= 4 && (isNamed || signed) ? QuoteClass.Headline : QuoteClass.Term;
        }
        if (quote.IsSingle && !(words.Length >= 4 && attributed is { IsClose: true }))
        {
            return QuoteClass.Term;
        }
        var whole = first == 0 && next >= line.Tokens.Length - 1;
        if (words.Length <= 2)
        {
            return stops && attributed is { IsClose: true } && capital ? QuoteClass.Full : QuoteClass.Term;
        }
        var leads = line.Is(first - 1, ':') || line.Is(first - 1, ',') || first == line.Sentences[line.SentenceOf(first)].First;
        if (whole || (capital && words.Length >= 4 && (leads || stops || attributed is { IsClose: true })) || (inner.StartsWith("...", StringComparison.Ordinal) && words.Length > 5) || (stops && attributed is { IsClose: true } && capital))
        {
            return QuoteClass.Full;
        }
        if (attributed is not null || words.Length >= 8)
        {
            return words.Length >= 6 && attributed is not null && HasVerb(words) && !isNamed ? QuoteClass.Full : QuoteClass.Partial;
        }
        return QuoteClass.Term;
    }

    private static bool HasVerb(Token[] words) => words.Any(w => w.Low is "is" or "are" or "was" or "were" or "has" or "have" or "had" or "will" or "would" or "must" or "can" or "es" or "son" or "fue" or "ha" or "han" or "esta" or "estan");

    // Every word that carries meaning has a capital: a title, a name.
    private static bool IsTitle(Token[] words) => words.Length <= 12 && words.Any(w => w.IsCapital) && words.All(w => w.IsCapital || w.Kind == TokenKind.Number || (w.Low.Length <= 4 && w != words[0]) || char.IsAsciiDigit(w.Text[0])) && words.Count(w => w.IsCapital) * 2 >= words.Length;
}
