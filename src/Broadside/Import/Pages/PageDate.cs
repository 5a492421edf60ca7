using System.Globalization;
using System.Text.RegularExpressions;

namespace Broadside.Import.Pages;

/// <summary>The date of a page: a machine's form, or a line of words in English or Spanish.</summary>
internal static partial class PageDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Meses = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

    /// <summary>ISO 8601 and its kin; a time without a zone counts as UTC.</summary>
    public static DateTimeOffset? Machine(string? text) =>
        text is { Length: >= 8 and < 60 } && DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year is > 1600 and < 2200 ? at : null;

    /// <summary>A line that is a date and little else: "July 8, 2025", "Published on 8 July 2025 at 10:00", "8 de julio de 2025".</summary>
    public static DateTimeOffset? Line(string text)
    {
        if (text.Length > 90)
        {
            return null;
        }
        if (English().Match(text) is { Success: true } english)
        {
            return Make(english, Months);
        }
        if (Spanish().Match(text) is { Success: true } spanish)
        {
            return Make(spanish, Meses);
        }
        return Numbers().Match(text) is { Success: true } numbers ? Machine(numbers.Groups[1].Value) : null;
    }

    private static DateTimeOffset? Make(Match match, string[] months)
    {
        var month = Array.IndexOf(months, match.Groups["month"].Value[..3].ToLowerInvariant()) + 1;
        var day = int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture);
        var year = int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
        return month > 0 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero) : null;
    }

    private const string Before = @"^(?:(?:published|posted|updated|last updated|publicado|actualizado)(?: on| el)?:?\s+)?(?:\w+day,?\s+|(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo),?\s+)?";
    private const string After = @"(?:[\s,|–-]*(?:at |a las )?[\d:.]*\s*(?:[ap]\.?m\.?)?\s*\w{0,5})?$";

    [GeneratedRegex(Before + @"(?:(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>[12]\d{3})|(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?,?\s+(?<year>[12]\d{3}))" + After, RegexOptions.IgnoreCase)]
    private static partial Regex English();

    [GeneratedRegex(Before + @"(?<day>\d{1,2})(?:º|\.º)?\s+(?:de\s+)?(?<month>ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)\w*\.?,?\s+(?:del?\s+)?(?<year>[12]\d{3})" + After, RegexOptions.IgnoreCase)]
    private static partial Regex Spanish();

    [GeneratedRegex(Before + @"([12]\d{3}-\d{2}-\d{2})(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Numbers();
}
