using Broadside.Record.Reading.Names;

namespace Broadside.Record.Reading.Gold;

/// <summary>Cuts a gold phrase down to the name in it; null where there is none ("this country", "the Secretary of State").</summary>
internal static class GoldCore
{
    public static GoldPlace? Of(GoldName name, string text)
    {
        var identity = Tokenizer.Cut(name.Identity).Select(t => t.Low).ToHashSet(StringComparer.Ordinal);
        if (identity.Contains("people"))
        {
            return null;
        }
        var tokens = Tokenizer.Cut(text[name.Place.Start..name.Place.End]);
        var (first, end) = (0, tokens.Length);
        while (end > 0 && tokens[end - 1].Kind == TokenKind.Mark)
        {
            end--;
        }
        for (var i = 1; i < end; i++)
        {
            var tail = tokens[i].Is(',') || tokens[i].Is(')') || (tokens[i].Low is "of" or "from" or "in" or "at" && !Continues(tokens, i, end, name, identity));
            if (tail)
            {
                end = i;
            }
            else if (tokens[i].Low is "'s" && i + 1 < end && tokens[i + 1].IsCapital && !identity.Contains("'s"))
            {
                first = i + 1;
            }
        }
        if (end > 0 && tokens[end - 1].Low is "'s")
        {
            end--;
        }
        return Run(tokens, first, end, name, identity);
    }

    private static bool Continues(Token[] tokens, int at, int end, GoldName name, HashSet<string> identity)
    {
        var next = at + 1;
        while (next < end && !tokens[next].IsCapital)
        {
            next++;
        }
        return name.Kind != "person" && next < end && (identity.Contains(tokens[next].Low) || (next + 1 < end && identity.Contains(tokens[next + 1].Low)));
    }

    private static GoldPlace? Run(Token[] tokens, int first, int end, GoldName name, HashSet<string> identity)
    {
        (int First, int End) best = (0, 0);
        for (var i = first; i < end; i++)
        {
            if (!IsNamed(tokens[i], name))
            {
                continue;
            }
            var stop = i + 1;
            while (stop < end && (IsNamed(tokens[stop], name) || tokens[stop].Is('.') || (stop + 1 < end && !tokens[stop].Is(',') && name.Kind != "person" && (IsNamed(tokens[stop + 1], name) || tokens[stop + 1].Low is "the") && (NameWords.Joiners.Contains(tokens[stop].Low) || tokens[stop].Low is "'s"))))
            {
                stop++;
            }
            best = stop - i >= best.End - best.First ? (i, stop) : best;
            i = stop;
        }
        var count = tokens[best.First..best.End].Count(t => t.IsCapital);
        if (count == 0 || (name.Kind == "person" && end > first && NameWords.Titles.Contains(tokens[end - 1].Low)))
        {
            return null;
        }
        var shares = tokens[best.First..best.End].Any(t => identity.Contains(t.Low) && !NameWords.Joiners.Contains(t.Low)) || tokens[best.First].IsAcronym;
        var bare = count == 1 && (NameWords.Organizations.Contains(tokens[best.First].Low) || NameWords.Openers.Contains(tokens[best.First].Low));
        return bare || !(shares || count >= 2) ? null : new GoldPlace(name.Place.Block, name.Place.Start + tokens[best.First].Start, name.Place.Start + tokens[best.End - 1].End);
    }

    private static bool IsNamed(Token token, GoldName name) => token.IsCapital
        && token.Low is not "the" && !token.Low.StartsWith("pro-", StringComparison.Ordinal) && !token.Low.StartsWith("pan-", StringComparison.Ordinal) && token.Low is not "localist" and not "nonpartisan" and not "scientologist"
        && !(name.Kind == "person" && (NameWords.Titles.Contains(token.Low) || token.Low is "prime" or "home" or "shadow" or "u.s." or "nasa" or "republican"));
}
