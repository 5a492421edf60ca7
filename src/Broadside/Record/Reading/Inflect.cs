namespace Broadside.Record.Reading;

/// <summary>Makes the forms of a verb that news is told in, folded. Too many forms do no harm: nobody writes them.</summary>
internal static class Inflect
{
    private static readonly Dictionary<string, string> Irregular = WordList.List(
        """
        say=said|tell=told|write=wrote written|speak=spoke spoken|think=thought|hold=held|meet=met|lead=led|fight=fought|strike=struck|hit=hit|shoot=shot|send=sent|withdraw=withdrew withdrawn|take=took taken|give=gave given|come=came
        |go=went gone|see=saw seen|break=broke broken|steal=stole stolen|seek=sought|forbid=forbade forbidden|overthrow=overthrew overthrown|lose=lost|win=won|make=made|leave=left|build=built|cut=cut|put=put|quit=quit|let=let|lend=lent|sell=sold
        |buy=bought|bring=brought|begin=began begun|fall=fell fallen|sink=sank sunk|die=died dying|drown=drowned|bomb=bombed bombing|bar=barred barring|ban=banned banning|admit=admitted admitting|commit=committed committing|plan=planned planning
        |step=stepped stepping|rob=robbed robbing|stab=stabbed stabbing|kidnap=kidnapped kidnapping|drop=dropped dropping|stop=stopped stopping|back=backed|flee=fled|deny=denied|vow=vowed|expel=expelled expelling|cancel=cancelled canceled cancelling canceling|rebel=rebelled rebelling
        |quarrel=quarrelled|refer=referred referring|set=set|hurt=hurt|beat=beat beaten|freeze=froze frozen|swear=swore sworn|quote=quoted|pay=paid|find=found|uphold=upheld|rule=ruled|tweet=tweeted|dub=dubbed dubbing|open=opened|happen=happened|rip=ripped|trap=trapped|crack=cracked|blow=blew blown|seize=seized|free=freed freeing
        """).Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    public static IEnumerable<string> English(string verb)
    {
        yield return verb;
        yield return verb.EndsWith('y') && verb.Length > 2 && !IsVowel(verb[^2]) ? verb[..^1] + "ies" : verb.EndsWith('s') || verb.EndsWith('x') || verb.EndsWith("ch", StringComparison.Ordinal) || verb.EndsWith("sh", StringComparison.Ordinal) || verb is "go" ? verb + "es" : verb + "s";
        yield return verb.EndsWith('e') && !verb.EndsWith("ee", StringComparison.Ordinal) ? verb[..^1] + "ing" : verb + "ing";
        if (Irregular.TryGetValue(verb, out var past))
        {
            foreach (var form in past.Split(' '))
            {
                yield return form;
            }
            yield break;
        }
        yield return verb.EndsWith('e') ? verb + "d" : verb.EndsWith('y') && !IsVowel(verb[^2]) ? verb[..^1] + "ied" : verb + "ed";
    }

    /// <summary>Third person and participles of a Spanish infinitive; "a=b c" gives forms that no rule makes.</summary>
    public static IEnumerable<string> Spanish(string entry)
    {
        var parts = entry.Split('=');
        var verb = parts[0];
        yield return verb;
        if (parts.Length > 1)
        {
            foreach (var form in parts[1].Split(' '))
            {
                yield return form;
            }
        }
        var stem = verb[..^2];
        string[] endings = verb.EndsWith("ar", StringComparison.Ordinal)
            ? ["a", "an", "o", "aron", "aba", "aban", "ado", "ados", "ada", "adas", "ando", "ara", "aran", "aria", "arian", "en", "e"]
            : ["e", "en", "io", "ieron", "ia", "ian", "ido", "idos", "ida", "idas", "iendo", verb[^2] + "ra", verb[^2] + "ran", verb[^2] + "ria", verb[^2] + "rian"];
        foreach (var ending in endings)
        {
            yield return stem + ending;
        }
    }

    private static bool IsVowel(char letter) => "aeiou".Contains(letter, StringComparison.Ordinal);
}
