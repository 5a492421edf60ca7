namespace Broadside.Site.Search;

/// <summary>Plurals, -ed, -ing and the silent e; the irregular forms that news is full of.</summary>
internal static class EnglishStem
{
    internal static readonly IReadOnlyDictionary<string, string> Irregular = Pairs("""
        children child  women woman  men man  people person  wives wife  lives life  knives knife  feet foot  teeth tooth  news news
        bought buy  brought bring  taught teach  thought think  caught catch  fought fight  sought seek  sold sell  told tell  said say
        paid pay  laid lay  held hold  kept keep  slept sleep  met meet  sent send  spent spend  built build  lost lose  won win
        made make  ran run  began begin  begun begin  broke break  broken break  spoke speak  spoken speak  stole steal  stolen steal
        chose choose  chosen choose  drove drive  driven drive  wrote write  written write  rode ride  ridden ride  gave give  given give
        took take  taken take  knew know  known know  grew grow  grown grow  flew fly  flown fly  threw throw  thrown throw  drew draw
        swam swim  sank sink  sunk sink  sang sing  sung sing  drank drink  stood stand  went go  gone go  came come  became become
        """);

    public static string Of(string word)
    {
        if (Irregular.TryGetValue(word, out var known))
        {
            return Bare(known);
        }
        return Bare(Past(Plural(word)));
    }

    private static string Plural(string word)
    {
        if (word[^1] != 's' || word.EndsWith("ss", StringComparison.Ordinal) || word.EndsWith("us", StringComparison.Ordinal) || word.EndsWith("is", StringComparison.Ordinal))
        {
            return word;
        }
        if (word.EndsWith("ies", StringComparison.Ordinal))
        {
            return word.Length > 4 ? word[..^3] + "y" : word[..^1];
        }
        var hisses = word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal)
            || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("zzes", StringComparison.Ordinal);
        return hisses ? word[..^2] : word[..^1];
    }

    private static string Past(string word)
    {
        if (word.EndsWith("ied", StringComparison.Ordinal) && word.Length > 4)
        {
            return word[..^3] + "y";
        }
        var cut = word.EndsWith("ing", StringComparison.Ordinal) ? 3 : word.EndsWith("ed", StringComparison.Ordinal) && word[^3] != 'e' ? 2 : 0;
        if (cut == 0 || word.Length - cut < 3 || !Stems.HasVowel(word.AsSpan(0, word.Length - cut)))
        {
            return word;
        }
        var stem = word[..^cut];
        var doubled = stem[^1] == stem[^2] && !Stems.IsVowel(stem[^1]) && stem[^1] is not ('l' or 's' or 'z' or 'f');
        return doubled ? stem[..^1] : stem;
    }

    private static string Bare(string word) => word.Length > 3 && word[^1] == 'e' ? word[..^1] : word;

    private static Dictionary<string, string> Pairs(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Chunk(2).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
    }
}
