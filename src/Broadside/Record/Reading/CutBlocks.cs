using System.Collections.Frozen;

namespace Broadside.Record.Reading;

/// <summary>Finds the blocks of a saved page that are no part of its story: menus, appeals, captions of buttons, second copies, planted links, other languages.</summary>
internal static class CutBlocks
{
    private static readonly FrozenSet<string> Appeals = WordList.Set("subscribe newsletter donate donations fundraising cookies cookie login log sign-up signup unsubscribe copyright advertisement sponsor sponsored digest suscribete suscribirse boletin donar dona donaciones publicidad compartir inicio");
    private static readonly string[] Phrases = ["skip to content", "skip to main", "sign up", "read more", "read also", "related articles", "all rights reserved", "click here", "follow us", "share this", "keep independent media", "support our", "your help is needed", "leer mas", "lee tambien", "siguenos", "todos los derechos", "haz clic", "te puede interesar", "apoya nuestro", "saltar al contenido"];

    public static IReadOnlyList<CutBlock> Find(IReadOnlyList<TextLine> lines, string language)
    {
        var cut = new List<CutBlock>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var lastProse = LastProse(lines);
        foreach (var line in lines)
        {
            if (Why(line, language, seen, lastProse) is { } reason)
            {
                cut.Add(new CutBlock(line.Block.Id, reason));
            }
        }
        return cut;
    }

    private static Reason? Why(TextLine line, string language, HashSet<string> seen, int lastProse)
    {
        if (line.Block.Kind == BlockKind.Boilerplate)
        {
            return new Reason("cut.marked", "marked as no part of the story", 1);
        }
        var folded = Fold.Word(line.Text.Trim());
        if (folded.Length > 40 && !seen.Add(folded))
        {
            return new Reason("cut.copy", "a second copy of a block above", 0.95);
        }
        if (TextLanguage.IsForeign(line, language))
        {
            return new Reason("cut.language", "in another language than the text", 0.85);
        }
        if (line.Block.Kind is BlockKind.Heading or BlockKind.Quote or BlockKind.Caption)
        {
            return null;
        }
        if (folded.Length < 600 && (Phrases.Any(p => folded.StartsWith(p, StringComparison.Ordinal) || (folded.Length < 240 && folded.Contains(p, StringComparison.Ordinal))) || Count(line) >= 2))
        {
            return new Reason("cut.appeal", "an appeal or a button, not a sentence of the story", 0.85);
        }
        // Behind the last paragraph of the story: short lines without a full stop, and appeals.
        if (line.Number > lastProse && line.Number > 0)
        {
            return new Reason("cut.tail", "after the end of the story", 0.75);
        }
        return line.Tokens.Length is > 0 and <= 5 && !folded.Any(c => c is '.' or '"' or '“' or '«' or ':' || char.IsAsciiDigit(c)) && line.Tokens.All(t => !t.IsCapital)
            ? new Reason("cut.stray", "a few words without a sentence: often a planted link", 0.7)
            : null;
    }

    private static int Count(TextLine line) => line.Tokens.Count(t => Appeals.Contains(t.Low));

    // The story ends with its last paragraph of 25 words or more that is no appeal; in a short piece nothing is a tail.
    private static int LastProse(IReadOnlyList<TextLine> lines)
    {
        for (var i = lines.Count - 1; i > 0; i--)
        {
            var line = lines[i];
            if (line.Tokens.Length >= 25 && Count(line) == 0 && !Phrases.Any(p => Fold.Word(line.Text).Contains(p, StringComparison.Ordinal)) && !IsAsking(line))
            {
                // Quotes and captions behind it are still of the story; so is a short closing line.
                var last = i;
                while (last + 1 < lines.Count && (lines[last + 1].Block.Kind != BlockKind.Body || lines[last + 1].Quotes.Count > 0 || lines[last + 1].Text.TrimEnd().EndsWith('.') && Count(lines[last + 1]) == 0 && !IsAsking(lines[last + 1])))
                {
                    last++;
                }
                return last;
            }
        }
        return lines.Count;
    }

    // "our", "your", "we" outside quotes: the outlet speaks to its readers.
    private static bool IsAsking(TextLine line) => Enumerable.Range(0, line.Tokens.Length).Count(i => !line.IsQuoted(i) && line.Low(i) is "your" or "our" or "tu" or "nuestro" or "nuestra") >= 2;
}
