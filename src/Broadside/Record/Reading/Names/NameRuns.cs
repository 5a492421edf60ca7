using System.Collections.Frozen;

namespace Broadside.Record.Reading.Names;

/// <summary>Gathers capitalised runs of a line, and takes openers of sentences and titles off their front.</summary>
internal static class NameRuns
{
    private const int LongestRun = 12;
    private static readonly FrozenSet<string> Plurals = WordList.Set("people children women men workers nurses farmers teachers veterans lords citizens lawyers writers");
    private static readonly FrozenSet<string> Generic = WordList.Set("national royal central federal imperial international general open free american european");
    private static readonly FrozenSet<string> TitleModifiers = WordList.Set("prime vice deputy acting shadow home foreign interior finance defense defence health first attorney former general lead right-wing major us u.s. uk u.k. eu un chief state primer primera ex");
    private static readonly FrozenSet<string> Portfolios = WordList.Set("state defense defense treasury interior justice commerce education health labor labour agriculture energy transportation transport finance culture foreign affairs affairs relaciones exteriores hacienda defensa salud educacion justicia trabajo estado cultura");

    public static List<NameRun> Find(TextLine line)
    {
        var runs = new List<NameRun>();
        var at = 0;
        while (at < line.Tokens.Length)
        {
            if (!line.IsCapital(at))
            {
                at++;
                continue;
            }
            var end = Math.Max(Gather(line, at), KnownEnd(line, at));
            Add(line, at, end, runs);
            at = end;
        }
        return runs;
    }

    // "The Globe and Mail" binds words that nothing else would.
    private static int KnownEnd(TextLine line, int at)
    {
        for (var end = Math.Min(line.Tokens.Length, at + 5); end > at + 2; end--)
        {
            if (line.IsCapital(end - 1) && NameWords.KnownOrganizations.Contains(string.Join(' ', line.Tokens[at..end].Select(t => t.Low))))
            {
                return end;
            }
        }
        return at;
    }

    private static int Gather(TextLine line, int at)
    {
        var end = at + 1;
        var joined = 0;
        while (end < line.Tokens.Length && end - at < LongestRun)
        {
            var step = Step(line, at, end, ref joined);
            if (step == 0)
            {
                break;
            }
            end += step;
        }
        return end;
    }

    // How many tokens the next word of the name takes: 1, or more with what binds it; 0 at the end.
    private static int Step(TextLine line, int first, int end, ref int joined)
    {
        var token = line.Tokens[end];
        var gap = token.Start - line.Tokens[end - 1].End;
        if (token.IsCapital && gap == 1 && !IsQuoteEdge(line, end))
        {
            // A caption run into its text: "Elizabeth Quat In the New Territories".
            if (NameWords.Openers.Contains(token.Low) && !NameWords.Joiners.Contains(token.Low) && !line.IsCapital(end + 1))
            {
                return 0;
            }
            return 1;
        }
        if (token.Is('.') && gap == 0 && (line.Tokens[end - 1].Text.Length == 1 || NameWords.Titles.Contains(line.Tokens[end - 1].Low)) && line.IsCapital(end + 1) && line.Tokens[end - 1].Text.Length <= 3)
        {
            return 2;
        }
        if (token.Low is "'s" && Plurals.Contains(line.Tokens[end - 1].Low) && line.IsCapital(end + 1) && (NameWords.Organizations.Contains(line.Low(end + 1)) || NameWords.Organizations.Contains(line.Low(end + 2))))
        {
            return 2;
        }
        if (!(token.IsWord || token.Is('&')) || !NameWords.Joiners.Contains(token.Low) || gap != 1)
        {
            return 0;
        }
        var article = token.Low is "of" or "for" or "de" or "from" && line.Low(end + 1) is "the" or "la" or "las" or "los" ? 1 : 0;
        if (!line.IsCapital(end + 1 + article) || NameWords.Openers.Contains(line.Low(end + 1 + article)) && line.Low(end + 1 + article) is not "la" and not "el")
        {
            return 0;
        }
        if (!Binds(line, first, end, token.Low, article, ref joined))
        {
            return 0;
        }
        return 2 + article;
    }

    private static bool Binds(TextLine line, int first, int end, string joiner, int article, ref int joined)
    {
        var last = line.Low(end - 1);
        var head = IsHead(last) || NameWords.Titles.Contains(last) && joiner is "of" or "de" || Enumerable.Range(first, end - first).Any(i => IsHead(line.Low(i)));
        switch (joiner)
        {
            case "of" or "for":
                joined++;
                // "Colorado State University of the US": a body with a name of its own needs no place in it.
                if (end - first >= 2 && last is "university" or "museum" or "party" && !Generic.Contains(line.Low(first)))
                {
                    return false;
                }
                return joined <= 1 && (IsHead(last) || NameWords.Titles.Contains(last) || last is "museum" or "house" or "center" or "centre" or "standards" or "director" or "bank" or "board" or "rights");
            case "de" or "del":
                joined++;
                return joined <= 3 && (head || NameWords.GivenNames.Contains(line.Low(first)) || line.Low(end - 1) is "banco" || IsHead(line.Low(first)));
            case "&":
                return true;
            case "and" or "y" or "e":
                // "National Air and Space Museum", "Ministry of Culture and Sports".
                return IsHead(line.Low(end + 2)) && !head && end - first <= 3 && line.IsCapital(end + 2) && !NameWords.GivenNames.Contains(line.Low(first))
                    || (joined > 0 && head && Portfolios.Contains(last) && !line.IsCapital(end + 2));
            case "the":
                return false;
            case "la" or "las" or "los" or "el":
                return false;
            default:
                return article == 0 && !head;
        }
    }

    private static bool IsHead(string word) => NameWords.Organizations.Contains(word) || word is "museum" or "center" or "centre" or "centro" or "museo" or "high" or "plaza";

    private static bool IsQuoteEdge(TextLine line, int at) => line.IsQuoted(at) != line.IsQuoted(at - 1);

    private static void Add(TextLine line, int first, int end, List<NameRun> runs)
    {
        var opens = line.Sentences[line.SentenceOf(first)].First >= first - 1;
        var start = first;
        while (start < end && (NameWords.Openers.Contains(line.Low(start)) && (opens || start > first || end - start == 1 || line.Low(start) is "the")) && !(line.Tokens[start].Low is "new" && IsKnown(line, start, Math.Min(end, start + 2))) && !(line.Tokens[start].Text is "El" or "La" or "Los" or "Las" && !opens && end - start > 1 && IsKnown(line, start, end)))
        {
            start++;
        }
        while (start < end && (line.Low(start).StartsWith("pro-", StringComparison.Ordinal) || line.Low(start).StartsWith("anti-", StringComparison.Ordinal) || line.Low(start).StartsWith("pan-", StringComparison.Ordinal)))
        {
            start++;
        }
        while (start < end && line.Tokens[start].Kind == TokenKind.Mark)
        {
            start++;
        }
        if (start >= end || NameWords.Joiners.Contains(line.Low(start)) && start > first && end - start == 1)
        {
            return;
        }
        SplitTitles(line, start, end, runs);
    }

    private static bool IsKnown(TextLine line, int start, int end) => Countries.Names.ContainsKey(string.Join(' ', line.Tokens[start..end].Select(t => t.Low))) || NameWords.KnownPlaces.Contains(string.Join(' ', line.Tokens[start..end].Select(t => t.Low))) || NameWords.KnownOrganizations.Contains(string.Join(' ', line.Tokens[start..end].Select(t => t.Low))) || Countries.Seats.ContainsKey(string.Join(' ', line.Tokens[start..end].Select(t => t.Low)));

    // "U.S. Senator John Cornyn", "Secretary of State Marco Rubio", "Governor of Washington Chris Gregoire", "CEO of the Refugee Council Enver Solomon".
    private static void SplitTitles(TextLine line, int start, int end, List<NameRun> runs)
    {
        var title = -1;
        for (var i = start; i < end; i++)
        {
            if (NameWords.Titles.Contains(line.Low(i)) && !(i == end - 1 && i > start && !IsModifier(line.Low(i - 1)) && NameWords.GivenNames.Contains(line.Low(start))))
            {
                title = i;
            }
        }
        if (title < 0)
        {
            runs.Add(new NameRun(line, start, end, start));
            return;
        }
        var name = title + 1 + (line.Is(title + 1, '.') ? 1 : 0);
        if (name < end && line.Low(name) is "of" or "de" or "del")
        {
            var office = name + 1 + (line.Low(name + 1) is "the" ? 1 : 0);
            name = AfterOffice(line, name + 1, end);
            if (name <= office)
            {
                // "Director of the National Iodine Nutrition study": what follows is no person.
                runs.Add(new NameRun(line, office, end, office));
                return;
            }
            if (name - office >= 2 && NameWords.Organizations.Contains(line.Low(name - 1)))
            {
                runs.Add(new NameRun(line, office, name, office));
            }
        }
        // What stands before the title may be a name itself: "NASA Administrator Charles Bolden".
        var before = title;
        while (before > start && IsModifier(line.Low(before - 1)))
        {
            before--;
        }
        if (before > start)
        {
            runs.Insert(runs.Count - (runs.Count > 0 && runs[^1].First > start ? 1 : 0), new NameRun(line, start, before, start));
        }
        if (name < end && !NameWords.Joiners.Contains(line.Low(name)))
        {
            runs.Add(new NameRun(line, name, end, before));
        }
    }

    private static bool IsModifier(string word) => TitleModifiers.Contains(word) || Countries.Adjectives.ContainsKey(word) || NameWords.Titles.Contains(word);

    private static int AfterOffice(TextLine line, int at, int end)
    {
        while (at < end && (Portfolios.Contains(line.Low(at)) || line.Low(at) is "the" or "la" or "and" or "y" or "&"))
        {
            at++;
        }
        for (var i = at; i < end; i++)
        {
            if (NameWords.Organizations.Contains(line.Low(i)))
            {
                return i + 1;
            }
        }
        var place = Math.Min(end, at + 3);
        for (; place > at; place--)
        {
            var key = string.Join(' ', line.Tokens[at..place].Select(t => t.Low));
            if (NameWords.KnownPlaces.Contains(key) || Countries.Of(key) is not null)
            {
                return place;
            }
        }
        return at;
    }
}
