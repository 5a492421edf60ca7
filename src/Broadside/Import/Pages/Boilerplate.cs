using System.Text.RegularExpressions;

namespace Broadside.Import.Pages;

/// <summary>
/// Finds the lines around an article that every page of its site carries: skip links, share bars, sign-up boxes, appeals for
/// money, lists of other articles. It reads from the end, because that is where they gather: there little is needed to be cut,
/// within the article much.
/// </summary>
internal static partial class Boilerplate
{
    private const int AtTheEnd = 4;
    private const int InTheText = 7;

    // No box that stands around articles says so much in one paragraph.
    private const int Longest = 2000;

    /// <param name="lines">The page's lines in order, with whether each can be a heading.</param>
    /// <returns>For each line why it is cut, or null.</returns>
    public static string?[] Find(IReadOnlyList<(string Text, bool CanHead)> lines)
    {
        var why = new string?[lines.Count];
        var counts = lines.GroupBy(l => Key(l.Text)).ToDictionary(g => g.Key, g => g.Count());
        var end = Tail(lines, why);
        var tail = true;
        for (var i = end - 1; i >= 0; i--)
        {
            var (text, canHead) = lines[i];
            why[i] = text.Length > Longest ? null : Always(text);
            if (why[i] is not null)
            {
                continue;
            }
            if (text.Length > Longest)
            {
                tail = false;
                continue;
            }
            var repeated = counts[Key(text)] > 1 && text.Length > 12;
            var nextCut = i + 1 >= lines.Count || why[i + 1] is not null;
            if (canHead && nextCut && (Heads().IsMatch(text) || (repeated && tail)))
            {
                why[i] = repeated ? "the heading of a box that stands here more than once" : "the heading of such a box";
                continue;
            }
            var score = Score(text, repeated, nextCut);
            why[i] = score >= (tail ? AtTheEnd : InTheText) ? Reason(text, repeated) : null;
            tail &= why[i] is not null;
        }
        // The first of several equal boxes may stand before the article ends in their count.
        for (var i = 0; i < end; i++)
        {
            if (why[i] is null && i + 1 < lines.Count && why[i + 1] is not null && lines[i].CanHead && Heads().IsMatch(lines[i].Text))
            {
                why[i] = "the heading of such a box";
            }
        }
        return why;
    }

    // From "Leave a reply" or "Related posts" on nothing belongs to the article, if it stands in the second half.
    private static int Tail(IReadOnlyList<(string Text, bool CanHead)> lines, string?[] why)
    {
        for (var i = lines.Count / 2; i < lines.Count; i++)
        {
            if (lines[i].CanHead && EndsArticle().IsMatch(lines[i].Text))
            {
                for (var j = i; j < lines.Count; j++)
                {
                    why[j] = $"it follows “{lines[i].Text}”";
                }
                why[i] = "the heading of a list of other things";
                return i;
            }
        }
        return lines.Count;
    }

    private static string? Always(string text) => text switch
    {
        _ when Skip().IsMatch(text) => "a skip link",
        _ when ShareBar().IsMatch(text) => "a bar of share buttons",
        _ when Rights().IsMatch(text) => "a copyright line",
        _ => null,
    };

    private static int Score(string text, bool repeated, bool nextCut)
    {
        var money = Money().Matches(text).Select(m => m.Value.ToLowerInvariant()).Distinct().Count();
        var signUp = SignUp().IsMatch(text);
        if (money == 0 && !signUp)
        {
            return 0;
        }
        return (2 * money)
            + (signUp ? 3 : 0)
            + (Person().IsMatch(text) ? 1 : 0)
            + (repeated ? 2 : 0)
            + (nextCut ? 1 : 0)
            + (text.Contains('!', StringComparison.Ordinal) ? 1 : 0)
            + (text.Length < 200 ? 1 : 0)
            - (text.Contains('“', StringComparison.Ordinal) || text.Contains('«', StringComparison.Ordinal) ? 4 : 0);
    }

    private static string Reason(string text, bool repeated) =>
        (SignUp().IsMatch(text) ? "a sign-up box" : "an appeal for money") + (repeated ? " that stands here more than once" : "");

    private static string Key(string text) => text.Length > Longest ? text : string.Join(' ', text.ToLowerInvariant().Split([' ', '\u00a0', '\n'], StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"^(?:(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|article|menu)|(?:saltar|ir|pasar) al? (?:contenido|men[uú]|la navegaci[oó]n)(?: principal)?|ver al contenido)\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex Skip();

    [GeneratedRegex(@"^(?:\s*(?:share(?: this)?(?: (?:on|via|article|story|post))?|tweet|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|tumblr|bluesky|mastodon|threads|pocket|e-?mail|print|copy link|link copied|like this|loading|compartir(?: en)?|comparte|imprimir|correo|copiar enlace|me gusta|on|en|via|:|\||•|·|,|/)\s*)+[.…]*$", RegexOptions.IgnoreCase)]
    private static partial Regex ShareBar();

    [GeneratedRegex(@"^(?:©|\(c\)|copyright)\s.{0,120}$|^(?:.{0,60}\b)?(?:all rights reserved|todos los derechos reservados)\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex Rights();

    [GeneratedRegex(@"^(?:related(?: (?:posts|articles|stories|content))?|read (?:more|next)|more (?:stories|from .{2,30}|in .{2,30})|you (?:may|might) also like|recommended(?: for you)?|leave a (?:reply|comment)|(?:\d+ )?(?:comments?|responses?)|post navigation|previous post|next post|most (?:read|popular)|trending|(?:art[ií]culos|noticias|entradas) relacionad[oa]s|te puede(?:n)? interesar|tambi[eé]n te puede interesar|m[aá]s noticias|lo m[aá]s le[ií]do|deja (?:un comentario|una respuesta)|(?:\d+ )?comentarios?|lee(?:r)? m[aá]s)\s*:?$", RegexOptions.IgnoreCase)]
    private static partial Regex EndsArticle();

    [GeneratedRegex(@"\b(?:fundrais\w+|donat\w+|donaci[oó]n(?:es)?|support (?:us|our|independent|the)|help us|sign up|subscribe|subscription|newsletter|(?:daily|weekly|email) digest|mailing list|join us|become a (?:member|supporter)|ap[oó]ya\w*|suscr[ií]b\w+|bolet[ií]n|h[aá]zte (?:soci\w+|miembro)|campaña de (?:fin de año|recaudaci[oó]n|donaciones)|recaudaci[oó]n)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Heads();

    [GeneratedRegex(@"\b(?:donat(?:e|es|ed|ions?|ing)|contribut(?:e|ions?) (?:today|now|to (?:our|keep))|fundrais\w+|raise funds|chip in|become a (?:member|supporter|patron|subscriber)|support (?:our|us|this|independent)(?: \w+)?|keep (?:independent|our|this)\b(?: media| journalism)?|your (?:help|support|gift|donation|contribution)|pay (?:the|our) bills|bills pile up|monthly costs|fiscal sponsor|tax.deductible|patreon|paypal|ko-fi|donaci[oó]n(?:es)?|don[ae] (?:ahora|hoy|aqu[ií])|haz (?:una|tu) donaci[oó]n|ap[oó]ya(?:nos|r)?(?: (?:a|el|nuestr[oa]) )?|tu (?:apoyo|ayuda|aporte)|hazte (?:soci[oa]|miembro)|periodismo independiente|medios independientes|independent (?:media|journalism))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Money();

    [GeneratedRegex(@"\b(?:sign(?:ing)? up (?:for|to|here|now|below|today)|subscribe (?:to|now|today|here|below)|(?:our|free|weekly|daily) (?:\w+ )?(?:newsletter|digest)|in(?:to)? your inbox|mailing list|suscr[ií]b(?:ete|ase|irse)|(?:nuestro|el) bolet[ií]n|tu (?:correo|bandeja))\b", RegexOptions.IgnoreCase)]
    private static partial Regex SignUp();

    [GeneratedRegex(@"\b(?:our|us|we|your|you|today|now|here|nuestr\w+|nosotr\w+|tu|te|t[uú]|hoy|ahora|aqu[ií])\b", RegexOptions.IgnoreCase)]
    private static partial Regex Person();
}
