using System.Text.RegularExpressions;

namespace Broadside.Import.Pages;

/// <summary>
/// Finds a line that somebody planted in an article: it stands alone, is no sentence, shares no word with the rest, and looks
/// like something that is sold. Every sign is a reason that can be read out; a true heading shows at most the first two.
/// </summary>
internal static partial class ForeignLine
{
    private const int MostWords = 7;

    /// <summary>Why the line does not belong, or null.</summary>
    /// <param name="line">A paragraph or heading by itself.</param>
    /// <param name="others">Terms of all other lines.</param>
    /// <param name="linked">It is nothing but a link to another host.</param>
    /// <param name="quoted">It stands in a quotation, list or verse.</param>
    public static string? Why(string line, IReadOnlySet<string> others, bool linked, bool quoted = false)
    {
        var text = line.Trim();
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (quoted || words.Length is 0 or > MostWords || text.Contains('\n', StringComparison.Ordinal) || EndsLikeSentence().IsMatch(text) || Spoken().IsMatch(text) || Credit().IsMatch(text))
        {
            return null;
        }
        var terms = Terms.Of(text).ToList();
        var sold = Sold().Match(text);
        if (terms.Exists(others.Contains) || (terms.Count == 0 && !sold.Success))
        {
            return null;
        }
        var signs = new List<string> { "it stands alone", "it is no sentence", "it shares no word with the rest of the article" };
        var before = signs.Count;
        if (char.IsLower(text[0]) && words.Length > 1)
        {
            signs.Add("it begins with a small letter, as no heading does");
        }
        if (sold.Success)
        {
            signs.Add($"it advertises (“{sold.Value}”)");
        }
        if (linked)
        {
            signs.Add("it is a link to another site");
        }
        return signs.Count > before ? Sentence(signs) : null;
    }

    private static string Sentence(List<string> signs) => $"Left out as foreign: {string.Join(", ", signs.Take(signs.Count - 1))} and {signs[^1]}.";

    [GeneratedRegex(@"[.!?…:;][""”’»)\]]*$")]
    private static partial Regex EndsLikeSentence();

    [GeneratedRegex(@"^[\s]*[“""«‘—–-]")]
    private static partial Regex Spoken();

    [GeneratedRegex(@"^(?:by|por|de|photo|foto|image|video|source|fuente|via|with|con|translated|traducido|traducci[oó]n|text|texto|edited)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Credit();

    [GeneratedRegex(@"\b(?:mods?|mod apk|apk|torrents?|cracks?|keygen|serial key|cheats?|hacks?|roms?|free download|downloads?|descargar?(?: gratis)?|casinos?|slots?|slot gacor|gacor|poker|roulette|ruleta|bet(?:ting)?|apuestas|bookmakers?|jackpot|togel|viagra|cialis|levitra|pharmacy|farmacia|pills?|cbd|vape|loans?|payday|pr[eé]stamos|cr[eé]ditos r[aá]pidos|forex|crypto(?: trading)?|bitcoin casino|escorts?|porn|xxx|dating|cams?|essays?(?: writing)?|paper writing|dissertation|homework help|seo|backlinks?|guest posts?|link building|cheap|buy|discount|coupons?|promo codes?|for sale|best price|comprar|barat[oa]s?|oferta|replicas?|rolex|louis vuitton|nike|jordans?|followers|seguidores|vpn|web ?hosting|plumbers?|locksmiths?|roofing|movers|limo|near me|cerca de m[ií]|reviews? \d{4}|best \w+ \d{4})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sold();
}
