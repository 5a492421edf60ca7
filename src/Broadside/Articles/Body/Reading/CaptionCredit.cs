using System.Text.RegularExpressions;

namespace Broadside.Articles.Body.Reading;

/// <summary>Takes the credit out of a caption's words: "A march in Cali. Photo: Ana Ruiz" → caption and "Ana Ruiz".</summary>
internal static partial class CaptionCredit
{
    public static (Inline Caption, string? Credit, string? Url) Split(Inline caption)
    {
        var text = caption.Text;
        var found = Above().Match(text) is { Success: true } above ? above : First(text);
        if (found is null)
        {
            return (caption, null, null);
        }
        var credit = found.Groups["credit"];
        var value = credit.Value.Trim().TrimEnd('.', ')', ']').Trim();
        if (value.Length is 0 or > 120)
        {
            return (caption, null, null);
        }
        var url = caption.Marks?.FirstOrDefault(m => m.Kind == MarkKind.Link && m.From >= found.Index && m.To <= credit.Index + credit.Length + 1)?.Value;
        return (Part(caption, found.Groups["caption"].Index, found.Groups["caption"].Length), value, url);
    }

    private static Match? First(string text)
    {
        foreach (var pattern in (Regex[])[InBrackets(), AgencyInBrackets(), AfterWord(), Copyright()])
        {
            if (pattern.Match(text) is { Success: true } match)
            {
                return match;
            }
        }
        return null;
    }

    private static Inline Part(Inline caption, int from, int length)
    {
        var text = caption.Text.Substring(from, length).TrimEnd(' ', '|', '-', '–', '—', '/', ',', ';');
        var marks = caption.Marks?.Where(m => m.From < from + text.Length && m.To > from).Select(m => m with { From = Math.Max(0, m.From - from), To = m.To - from });
        return new Inline(text, marks is null ? null : MarkList.Tidy(text, marks));
    }

    private const string Word = @"(?:photo(?:graph)?|image|picture|illustration|graphic|video|foto(?:graf[ií]a)?|imagen|ilustraci[oó]n|cr[eé]dito|credit|bild|cr[eé]dit|courtesy)";

    private const string Lead = Word + @"(?:s|o)?(?:\s+(?:credit|cr[eé]dito|courtesy)s?)?\s*(?::|by\b|courtesy(?:\s+of)?\b|de:|por\b|of\b)\s*";

    [GeneratedRegex(@"^(?<caption>.*?)\s*[(\[]\s*" + Lead + @"(?<credit>[^()\[\]]+)[)\]]\s*\.?$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"^(?<caption>.+?)\s*[(\[](?<credit>(?:(?:AP|AFP|EFE|EPA|Reuters|Getty)(?:\s(?:Photo|Images|Foto))?(?:\s*/[^()\[\]]*)?|[^()\[\]]*/\s*(?:AP|AFP|EFE|EPA|Reuters|Getty Images)))[)\]]\s*\.?$", RegexOptions.Singleline)]
    private static partial Regex AgencyInBrackets();

    [GeneratedRegex(@"^(?<caption>(?:.*?[.!?”""»)]\s+|.*?\s*[|–—/]\s+|.*\n)?)" + Lead + @"(?<credit>[^\n]{2,120})$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex AfterWord();

    [GeneratedRegex(@"^(?<caption>(?:.*?[.!?]\s+|.*?\s*[|–—]\s+)?)(?<credit>©[^\n.]{2,100})\.?$", RegexOptions.Singleline)]
    private static partial Regex Copyright();

    // "Above photo: Who is seen. Where it is from."
    [GeneratedRegex(@"^(?:above\s+(?:photo|image)|foto\s+de\s+arriba)\s*:\s*(?<caption>.+?[.!?])\s+(?<credit>[^.!?]{2,80})\.?$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Above();
}
