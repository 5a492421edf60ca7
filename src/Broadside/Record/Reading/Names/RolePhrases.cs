using System.Collections.Frozen;

namespace Broadside.Record.Reading.Names;

/// <summary>Reads offices out of a line: "the former Colombian Secretary of State", "el ministro de Relaciones Exteriores", "Malaysia's Prime Minister".</summary>
internal static class RolePhrases
{
    private static readonly FrozenSet<string> Offices = WordList.Set(
        """
        president premier chancellor minister secretary senator congressman congresswoman governor mayor ambassador envoy commissioner chairman chairwoman director administrator ceo spokesman spokeswoman spokesperson judge prosecutor king queen pope candidate vice-president
        presidente presidenta vicepresidente vicepresidenta ministro ministra canciller secretario secretaria senador senadora congresista gobernador gobernadora alcalde alcaldesa embajador embajadora director directora portavoz vocero vocera juez jueza fiscal rey reina papa candidato candidata
        expresidente expresidenta exministro exministra excanciller exministro exalcalde
        """);

    private static readonly FrozenSet<string> Modifiers = WordList.Set("prime vice deputy foreign home interior finance defense defence health education justice culture environment trade energy shadow acting attorney primer primera general opposition republican democratic conservative labour press");
    private static readonly FrozenSet<string> Formers = WordList.Set("former ex then-former outgoing exiled ousted antiguo antigua entonces saliente");
    private static readonly FrozenSet<string> Determiners = WordList.Set("the his her its their this el la su este esta al del");
    private static readonly FrozenSet<string> Foreign = WordList.Set("foreign external exteriores");

    public static List<RolePhrase> Find(TextLine line)
    {
        var phrases = new List<RolePhrase>();
        for (var at = 0; at < line.Tokens.Length; at++)
        {
            if (Offices.Contains(line.Low(at)) && line.Tokens[at].IsWord)
            {
                var phrase = Read(line, at);
                phrases.Add(phrase);
                at = Math.Max(at, phrase.End - 1);
            }
        }
        return phrases;
    }

    public static string KeyOf(string title) => Find(new TextLine(new SourceBlock("", BlockKind.Body, title), 0, false)) is [var phrase, ..] ? phrase.Key : Fold.Word(title);

    private static RolePhrase Read(TextLine line, int office)
    {
        var first = office;
        string? country = null;
        var former = line.Low(office).StartsWith("ex", StringComparison.Ordinal);
        while (first > 0)
        {
            var word = line.Low(first - 1);
            var two = first > 1 ? line.Low(first - 2) + " " + word : word;
            if (Modifiers.Contains(word))
            {
                first--;
            }
            else if (Formers.Contains(word))
            {
                former = true;
                first--;
            }
            else if (country is null && first > 1 && line.IsCapital(first - 1) && (Countries.Adjectives.GetValueOrDefault(two) ?? Countries.Names.GetValueOrDefault(two)) is { } pair)
            {
                country = pair;
                first -= 2;
            }
            else if (country is null && line.IsCapital(first - 1) && (Countries.Adjectives.GetValueOrDefault(word) ?? Countries.Names.GetValueOrDefault(word)) is { } code)
            {
                country = code;
                first--;
            }
            else if (word is "'s" && first > 1 && (Countries.Names.GetValueOrDefault(first > 2 ? line.Low(first - 3) + " " + line.Low(first - 2) : "") is { } longer ? longer : Countries.Names.GetValueOrDefault(line.Low(first - 2))) is { } owner)
            {
                country ??= owner;
                first -= Countries.Names.ContainsKey(line.Low(first - 2)) ? 2 : 3;
            }
            else
            {
                break;
            }
        }
        var definite = Determiners.Contains(line.Low(first - 1)) || (country is not null && line.Low(first + 1) is "'s");
        var end = office + 1;
        var key = line.Low(office);
        Right(line, ref end, ref country, ref key);
        var before = string.Join(' ', line.Tokens[first..office].Where(t => Modifiers.Contains(t.Low)).Select(t => t.Low));
        return new RolePhrase(line, first - (Determiners.Contains(line.Low(first - 1)) && first > 0 ? 1 : 0), end, Canonical(before, key), country, former, definite);
    }

    // "of State", "of foreign affairs", "de Relaciones Exteriores", "de Colombia", "colombiano".
    private static void Right(TextLine line, ref int end, ref string? country, ref string key)
    {
        for (var turn = 0; turn < 3; turn++)
        {
            if (country is null && Countries.Adjectives.GetValueOrDefault(line.Low(end)) is { } adjective && !line.IsCapital(end))
            {
                country = adjective;
                end++;
                continue;
            }
            if (!(line.Low(end) is "of" or "for" or "de" or "del"))
            {
                return;
            }
            var next = end + 1 + (line.Low(end + 1) is "the" or "la" or "los" ? 1 : 0);
            var pair = line.Low(next) + " " + line.Low(next + 1);
            if ((Countries.Names.GetValueOrDefault(pair) ?? Countries.Names.GetValueOrDefault(line.Low(next))) is { } place)
            {
                country ??= place;
                end = next + (Countries.Names.ContainsKey(pair) ? 2 : 1);
                continue;
            }
            var portfolio = line.Low(next);
            if (portfolio is "state" or "estado" or "foreign" or "relaciones" or "asuntos" or "exteriores" or "defense" or "defence" or "defensa" or "interior" or "finance" or "hacienda" or "economia" or "health" or "salud" or "justice" or "justicia" or "education" or "educacion" or "culture" or "cultura" or "energy" or "energia" or "trade" or "comercio" or "labor" or "trabajo" or "agriculture" or "agricultura" or "environment" or "treasury")
            {
                key += " of " + portfolio;
                end = next + 1 + (line.Low(next + 1) is "affairs" or "exteriores" ? 1 : 0);
                continue;
            }
            return;
        }
    }

    /// <summary>One key for what several words mean; a foreign minister has many names.</summary>
    public static string Canonical(string before, string office)
    {
        var core = office.Split(" of ")[0];
        core = core.StartsWith("ex", StringComparison.Ordinal) && core.Length > 5 ? core[2..].TrimStart('-') : core;
        var portfolio = office.Contains(" of ", StringComparison.Ordinal) ? office[(office.IndexOf(" of ", StringComparison.Ordinal) + 4)..] : before;
        var minister = core is "minister" or "ministro" or "ministra" or "secretary" or "secretario" or "secretaria";
        if (core is "canciller" || (minister && (portfolio is "state" or "estado" or "relaciones" or "asuntos" || Foreign.Contains(portfolio.Split(' ')[0]))))
        {
            return "foreign minister";
        }
        if (minister && portfolio is "prime" or "primer" or "primera" || core is "premier")
        {
            return "head of government";
        }
        return core switch
        {
            "presidente" or "presidenta" => "president",
            "vicepresidente" or "vicepresidenta" or "vice-president" => "vice president",
            "spokesman" or "spokeswoman" or "spokesperson" or "portavoz" or "vocero" or "vocera" => "spokesperson",
            "alcalde" or "alcaldesa" => "mayor",
            "gobernador" or "gobernadora" => "governor",
            "senador" or "senadora" => "senator",
            "embajador" or "embajadora" => "ambassador",
            _ when minister => "minister " + Portfolio(portfolio),
            _ when before is "vice" or "deputy" => before + " " + core,
            _ => core,
        };
    }

    private static string Portfolio(string word) => word switch
    {
        "defensa" or "defence" => "defense",
        "hacienda" or "economia" or "treasury" => "finance",
        "salud" => "health",
        "justicia" => "justice",
        "educacion" => "education",
        "home" => "interior",
        _ => word,
    };
}
