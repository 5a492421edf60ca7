using System.Text.RegularExpressions;

namespace Broadside.Import.Hygiene;

/// <summary>
/// Finds a line that somebody planted in an article: it stands alone, is no sentence, shares no word with the rest, and looks
/// like something that is sold. Every sign is a reason that can be read out; a true heading shows at most the first two.
/// </summary>
internal static partial class ForeignLine
{
    private const int MostWords = 7;

    /// <summary>Why the line does not belong, as "it stands alone, …"; or null.</summary>
    /// <param name="line">A paragraph or heading by itself.</param>
    /// <param name="others">Terms of all other lines; asked for only when the line is short and no sentence.</param>
    /// <param name="linked">It is nothing but a link to another host.</param>
    public static string? Why(string line, Func<IReadOnlySet<string>> others, bool linked)
    {
        var text = line.Trim();
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MostWords || text.Contains('\n', StringComparison.Ordinal) || EndsLikeSentence().IsMatch(text) || Spoken().IsMatch(text) || Credit().IsMatch(text))
        {
            return null;
        }
        var sold = Advertises(text);
        var small = char.IsLower(text[0]) && words.Length > 1;
        if (sold is null && !small && !linked)
        {
            return null;
        }
        var terms = Terms.Of(text).ToList();
        if ((terms.Count == 0 && sold is null) || (terms.Count > 0 && others() is var known && terms.Exists(known.Contains)))
        {
            return null;
        }
        List<string> signs = ["it stands alone", "it is no sentence", "it shares no word with the rest of the article"];
        if (small)
        {
            signs.Add("it begins with a small letter, as no heading does");
        }
        if (sold is not null)
        {
            signs.Add($"it advertises (“{sold}”)");
        }
        if (linked)
        {
            signs.Add("it is a link to another site");
        }
        return $"{string.Join(", ", signs.Take(signs.Count - 1))} and {signs[^1]}";
    }

    /// <summary>The word in it that sells something, as planted lines and anchors do; null for none.</summary>
    public static string? Advertises(string text) => Sold().Match(text) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(@"[.!?…:;][""”’»)\]]*$")]
    private static partial Regex EndsLikeSentence();

    [GeneratedRegex(@"^[\s]*[“""«‘—–-]")]
    private static partial Regex Spoken();

    [GeneratedRegex(@"^(?:by|por|de|photo|foto|image|video|source|fuente|via|with|con|translated|traducido|traducci[oó]n|text|texto|edited)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Credit();

    [GeneratedRegex(@"\b(?:mods?|mod apk|apk|torrents?|cracks?|keygen|serial key|cheats?|hacks?|roms?|free download|downloads?|descargar?(?: gratis)?|casinos?|slots?|slot gacor|gacor|poker|roulette|ruleta|bet(?:ting)?|apuestas|bookmakers?|jackpot|togel|viagra|cialis|levitra|pharmacy|farmacia|pills?|cbd|vape|loans?|payday|pr[eé]stamos|cr[eé]ditos r[aá]pidos|forex|crypto(?: trading)?|bitcoin casino|escorts?|porn|xxx|dating|cams?|essays?(?: writing)?|paper writing|dissertation|homework help|seo|backlinks?|guest posts?|link building|cheap|buy|discount|coupons?|promo codes?|for sale|best price|comprar|barat[oa]s?|oferta|replicas?|rolex|louis vuitton|nike|jordans?|followers|seguidores|vpn|web ?hosting|plumbers?|locksmiths?|roofing|movers|limo|near me|cerca de m[ií]|reviews? \d{4}|best \w+ \d{4})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sold();
}
