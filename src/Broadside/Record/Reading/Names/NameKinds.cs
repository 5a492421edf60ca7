using System.Collections.Frozen;
using Broadside.Record.Actors;

namespace Broadside.Record.Reading.Names;

/// <summary>Says what one run is the name of, by its own words and by what stands beside it. Null where nothing says it: better no name than a wrong one.</summary>
internal static class NameKinds
{
    private static readonly FrozenSet<string> Speaks = WordList.Set("said says told tells wrote writes stated states added adds claimed argued asked announced explained noted insisted warned tweeted testified dijo dice afirmo senalo aseguro explico anuncio declaro agrego escribio sostuvo indico advirtio");

    private static readonly FrozenSet<string> PlacesFirst = WordList.Set("mount lake cape fort port camp ciudad provincia isla islas rio lago monte cerro calle avenida plaza puente parque aeropuerto puerto estadio hospital palacio catedral museo carcel barrio");

    public static (ActorKind Kind, Reason Reason)? Of(NameRun run)
    {
        var key = run.Key;
        if (Skip(run, key))
        {
            return null;
        }
        if (Countries.Names.ContainsKey(key))
        {
            return (ActorKind.State, new Reason("name.country", "a country", 0.97));
        }
        if (run.HasTitle && run.Count <= 4 && !HasHead(run, NameWords.Organizations))
        {
            return NameWords.KnownPlaces.Contains(key) || Countries.Adjectives.ContainsKey(key) ? null : (ActorKind.Person, new Reason("name.title", "a title stands before it", 0.92));
        }
        if (NameWords.KnownOrganizations.Contains(key) || NameWords.KnownOrganizations.Contains("the " + key))
        {
            return (ActorKind.Org, new Reason("name.known-organization", "a well-known organisation", 0.93));
        }
        if (NameWords.KnownPlaces.Contains(key) || Countries.Seats.ContainsKey(key))
        {
            return (ActorKind.Place, new Reason("name.known-place", "a well-known place", 0.93));
        }
        return ByHead(run) ?? ByPlace(run) ?? ByPerson(run);
    }

    private static bool Skip(NameRun run, string key)
    {
        if (Countries.Adjectives.ContainsKey(key) || NameWords.Nobody.Contains(key) || NameWords.Titles.Contains(key) || key.Length < 2)
        {
            return !Countries.Names.ContainsKey(key);
        }
        // "the Japanese", "Bangladeshis".
        return run.Count == 1 && key.EndsWith('s') && Countries.Adjectives.ContainsKey(key[..^1]);
    }

    private static bool HasHead(NameRun run, FrozenSet<string> heads)
    {
        for (var i = run.First; i < run.End; i++)
        {
            if (heads.Contains(run.Line.Low(i)))
            {
                return true;
            }
        }
        return false;
    }

    private static (ActorKind, Reason)? ByHead(NameRun run)
    {
        if (run.Count < 2)
        {
            return null;
        }
        var of = run.First + 1;
        while (of < run.End && run.Line.Low(of) is not ("of" or "for" or "de" or "del"))
        {
            of++;
        }
        var head = run.Line.Low((of < run.End ? of : run.End) - 1);
        var first = run.FirstToken.Low;
        var organization = (ActorKind.Org, new Reason("name.organization-word", $"\"{(NameWords.Organizations.Contains(head) ? head : first)}\" is the name of an organisation", 0.9));
        if (head is "center" or "centre" or "centro" or "museum" or "museo")
        {
            return of < run.End && head is not "museum" and not "museo" ? organization : (ActorKind.Place, new Reason("name.place-word", $"\"{head}\" is the name of a place", 0.8));
        }
        if (NameWords.Places.Contains(head) && !(of < run.End && NameWords.Organizations.Contains(head)) && !NameWords.GivenNames.Contains(first))
        {
            return (ActorKind.Place, new Reason("name.place-word", $"\"{head}\" is the name of a place", 0.85));
        }
        if (NameWords.Organizations.Contains(head) || (NameWords.Organizations.Contains(first) && !NameWords.GivenNames.Contains(first)))
        {
            return organization;
        }
        return PlacesFirst.Contains(first) && !NameWords.GivenNames.Contains(run.LastToken.Low) ? (ActorKind.Place, new Reason("name.place-word", $"\"{first}\" is the name of a place", 0.8)) : null;
    }

    private static (ActorKind, Reason)? ByPlace(NameRun run)
    {
        var line = run.Line;
        // "Aceh, Indonesia"; "Houston, Texas".
        if (line.Is(run.End, ',') && run.Count <= 3 && line.IsCapital(run.End + 1) && !NameWords.GivenNames.Contains(run.FirstToken.Low))
        {
            for (var length = 3; length > 0; length--)
            {
                var end = Math.Min(line.Tokens.Length, run.End + 1 + length);
                var larger = string.Join(' ', line.Tokens[(run.End + 1)..end].Select(t => t.Low));
                if (NameWords.KnownPlaces.Contains(larger) || Countries.Names.ContainsKey(larger))
                {
                    return line.Low(run.First - 1) is "," ? null : (ActorKind.Place, new Reason("name.place-within", "a larger place follows it", 0.85));
                }
            }
        }
        var before = line.Low(run.First - 1);
        var lone = run.Count <= 2 && !run.FirstToken.IsAcronym && !HasDigit(run);
        if (lone && before is "in" or "near" or "cerca" && !NameWords.GivenNames.Contains(run.FirstToken.Low) && !line.Is(run.End, '-') && !(line.Tokens.Length > run.End && line.Tokens[run.End] is { IsWord: true, IsCapital: false } next && IsNoun(next.Low)) && line.Low(run.End) is not "'s")
        {
            return (ActorKind.Place, new Reason("name.place-preposition", $"\"{before}\" stands before it", 0.7));
        }
        return lone && before is "en" && !NameWords.GivenNames.Contains(run.FirstToken.Low) && !NameWords.Titles.Contains(run.FirstToken.Low) && run.FirstToken.Low is not ("twitter" or "x" or "facebook" or "instagram") ? (ActorKind.Place, new Reason("name.place-preposition", "\"en\" stands before it", 0.65)) : null;
    }

    private static bool IsNoun(string word) => word is "jargon" or "group" or "organization" or "officials" or "propaganda" or "site" or "website" or "party" or "users" or "style" or "countries" or "leaders";

    private static bool HasDigit(NameRun run) => run.Line.Tokens[run.First..run.End].Any(t => t.Text.Any(char.IsAsciiDigit));

    private static (ActorKind, Reason)? ByPerson(NameRun run)
    {
        if (run.Count is < 2 or > 5 || HasDigit(run) || HasHead(run, NameWords.Nobody) || (run.Line.Low(run.First + 1) is "of" or "for" or "&"))
        {
            return null;
        }
        var line = run.Line;
        var why = NameWords.GivenNames.Contains(run.FirstToken.Low) && !NameWords.KnownPlaces.Contains(run.FirstToken.Low) ? "it begins with a given name"
            : line.Tokens[run.First..run.End].Any(t => t.Text.IndexOf('-', StringComparison.Ordinal) is > 0 and var h && h + 1 < t.Text.Length && char.IsLower(t.Text[h + 1]) && t.Text.Length < 14) ? "a second name joined by a hyphen"
            : NameWords.Titles.Contains(line.Low(run.First - 1)) ? $"\"{line.Low(run.First - 1)}\" stands before it"
            : line.Low(run.First - 1) is "'s" && (NameWords.Titles.Contains(line.Low(run.First - 2)) || IsPartyWord(line, run.First - 2)) ? "an organisation's member"
            : line.Is(run.End, ',') && line.Tokens.Length > run.End + 2 && line.Tokens[run.End + 1].IsNumber && line.Is(run.End + 2, ',') ? "an age follows it"
            : Speaks.Contains(line.Low(run.End)) || (line.Is(run.First - 1, ',') && Speaks.Contains(line.Low(run.First - 2))) || Speaks.Contains(line.Low(run.First - 1)) ? "it speaks"
            : line.Low(run.End) is "of" or "from" && IsParty(line, run.End + 1) && run.First == 0 | line.Low(run.End) is "from" | run.Count <= 3 ? "a party or body follows it"
            : line.Is(run.End, ',') && line.Low(run.End + 1) is "who" or "whose" or "quien" ? "\"who\" follows it"
            : line.Low(run.End) is "who" ? "\"who\" follows it"
            : line.Is(run.End, ',') && line.Low(run.End + 1) is "a" or "an" or "the" or "el" or "la" or "un" or "una" or "former" && AnyTitle(line, run.End + 2) ? "an office follows it"
            : null;
        return why is null ? null : (ActorKind.Person, new Reason("name.person", why, 0.8));
    }

    private static bool AnyTitle(TextLine line, int at) => Enumerable.Range(at, 6).TakeWhile(i => i < line.Tokens.Length && !line.Is(i, ',')).Any(i => NameWords.Titles.Contains(line.Low(i)));

    private static bool IsPartyWord(TextLine line, int at) => at >= 0 && (line.Tokens[at].IsAcronym || NameWords.Organizations.Contains(line.Low(at)) || line.Low(at) is "camp" or "labour");

    // "of the Labour Party", "from Civic Party", "of DAB".
    private static bool IsParty(TextLine line, int at)
    {
        at += line.Low(at) is "the" ? 1 : 0;
        for (var i = at; i < Math.Min(line.Tokens.Length, at + 5) && line.IsCapital(i); i++)
        {
            if (NameWords.Organizations.Contains(line.Low(i)) || (line.Tokens[i].IsAcronym && Countries.Of(line.Low(i)) is null))
            {
                return true;
            }
        }
        return false;
    }
}
