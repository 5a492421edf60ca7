using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Broadside.Record;

/// <summary>
/// A date as people type it, in English or Spanish: "3 July 2025", "about March 2026", "between 20 June and 1 July", "antes de
/// mayo de 2024", "late July 2025", "the 1990s"; or as EDTF. Digits with slashes are refused: half the world reads them the other way.
/// </summary>
public static partial class TypedDate
{
    private const int Longest = 80;
    private const string Open = "..";

    private static readonly FrozenDictionary<string, int> Months = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["jan"] = 1,
        ["january"] = 1,
        ["ene"] = 1,
        ["enero"] = 1,
        ["feb"] = 2,
        ["february"] = 2,
        ["febrero"] = 2,
        ["mar"] = 3,
        ["march"] = 3,
        ["marzo"] = 3,
        ["apr"] = 4,
        ["april"] = 4,
        ["abr"] = 4,
        ["abril"] = 4,
        ["may"] = 5,
        ["mayo"] = 5,
        ["jun"] = 6,
        ["june"] = 6,
        ["junio"] = 6,
        ["jul"] = 7,
        ["july"] = 7,
        ["julio"] = 7,
        ["aug"] = 8,
        ["august"] = 8,
        ["ago"] = 8,
        ["agosto"] = 8,
        ["sep"] = 9,
        ["sept"] = 9,
        ["september"] = 9,
        ["septiembre"] = 9,
        ["setiembre"] = 9,
        ["oct"] = 10,
        ["october"] = 10,
        ["octubre"] = 10,
        ["nov"] = 11,
        ["november"] = 11,
        ["noviembre"] = 11,
        ["dec"] = 12,
        ["december"] = 12,
        ["dic"] = 12,
        ["diciembre"] = 12,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is still open in one end of a stretch: it is taken from the other.</summary>
    private readonly record struct Point(int? Year, int? Month, int? Day, char Decade = ' ');

    /// <param name="text">As typed.</param>
    /// <param name="written">The day on which the text was written: a date without a year is the latest one that is not after it.</param>
    /// <returns>Null for what is no date, or one whose year nobody can know.</returns>
    public static Edtf? Read(string? text, DateOnly? written = null)
    {
        if (text?.Trim() is not { Length: > 0 and <= Longest } typed)
        {
            return null;
        }
        if (Edtf.Parse(typed) is { } edtf)
        {
            return edtf;
        }
        var words = Spaces().Replace(typed.ToLowerInvariant().Replace(",", " ", StringComparison.Ordinal).TrimEnd('.'), " ").Trim();
        var (sign, rest) = Sign(words);
        return Stretch(rest, written) is { } value ? Edtf.Parse(sign == ' ' ? value : Doubt(value, sign)) : null;
    }

    // "about" and "perhaps", before or behind.
    private static (char Sign, string Words) Sign(string words)
    {
        if (About().Match(words) is { Success: true } about)
        {
            return ('~', words[about.Length..]);
        }
        if (Perhaps().Match(words) is { Success: true } perhaps)
        {
            return ('?', words[perhaps.Length..]);
        }
        return words.EndsWith('?') ? ('?', words[..^1].TrimEnd()) : (' ', words);
    }

    private static string? Stretch(string words, DateOnly? written)
    {
        if (Before().Match(words) is { Success: true } before)
        {
            return One(words[before.Length..], written) is { } to ? $"{Open}/{to}" : null;
        }
        if (Since().Match(words) is { Success: true } since && !words.Contains(" to ", StringComparison.Ordinal) && !words.Contains(" hasta ", StringComparison.Ordinal))
        {
            return One(words[since.Length..], written) is { } from ? $"{from}/{Open}" : null;
        }
        if (Part().Match(words) is { Success: true } part)
        {
            return Third(part.Value, words[part.Length..], written);
        }
        return Between().Match(words) is { Success: true } between ? Both(between.Groups[1].Value, between.Groups[2].Value, written) : One(words, written);
    }

    private static string? Both(string from, string to, DateOnly? written)
    {
        if (PointOf(to) is not { } end || PointOf(from) is not { } start || start.Decade != ' ' || end.Decade != ' ')
        {
            return null;
        }
        // "20–25 June 2025", "from June to August 2025": what one end leaves out, the other says. A bare number is a day where the other has one.
        if (start is { Year: { } number and <= 31, Month: null, Day: null } && end.Day is not null)
        {
            start = new Point(null, end.Month, number);
        }
        start = start.Month is null && start.Year is null ? start with { Month = end.Month } : start;
        end = end.Year is null ? end with { Year = start.Year ?? YearOf(end, written) } : end;
        var year = start.Year ?? (start.Month > end.Month ? end.Year - 1 : end.Year);
        return Text(start with { Year = year }) is { } first && Text(end) is { } last ? $"{first}/{last}" : null;
    }

    // "early July 2025" has ten days, and no sharp ends.
    private static string? Third(string word, string rest, DateOnly? written)
    {
        if (PointOf(rest) is not { Month: { } month, Day: null } point || (point.Year ?? YearOf(point, written)) is not { } year)
        {
            return null;
        }
        var (first, last) = word[0] switch
        {
            'm' => (11, 20),
            'l' or 'f' => (21, DateTime.DaysInMonth(year, month)),
            _ => word.Contains("end", StringComparison.Ordinal) ? (21, DateTime.DaysInMonth(year, month)) : (1, 10),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{first:00}~/{year:0000}-{month:00}-{last:00}~");
    }

    private static string? One(string words, DateOnly? written) =>
        PointOf(words) is { } point ? Text(point.Year is null ? point with { Year = YearOf(point, written) } : point) : null;

    private static Point? PointOf(string words)
    {
        if (Edtf.Parse(words) is { Precision: not EdtfPrecision.Interval } and var known)
        {
            return FromEdtf(known.Text);
        }
        if (DecadeOf().Match(words) is { Success: true } decade)
        {
            return new Point(int.Parse(decade.Groups[1].ValueSpan, CultureInfo.InvariantCulture), null, null, 'X');
        }
        var parts = Article().Replace(words, " ").Replace(" de ", " ", StringComparison.Ordinal).Replace(" del ", " ", StringComparison.Ordinal).Replace(" of ", " ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts switch
        {
            [var y] when Year(y) is { } year => new Point(year, null, null),
            [var d] when Day(d) is { } day => new Point(day, null, null),
            [var m] when Month(m) is { } month => new Point(null, month, null),
            [var m, var y] when Month(m) is { } month && Year(y) is { } year => new Point(year, month, null),
            [var d, var m] when Day(d) is { } day && Month(m) is { } month => new Point(null, month, day),
            [var m, var d] when Day(d) is { } day && Month(m) is { } month => new Point(null, month, day),
            [var d, var m, var y] when Day(d) is { } day && Month(m) is { } month && Year(y) is { } year => new Point(year, month, day),
            [var m, var d, var y] when Day(d) is { } day && Month(m) is { } month && Year(y) is { } year => new Point(year, month, day),
            _ => null,
        };
    }

    private static Point? FromEdtf(string text)
    {
        var parts = text.Split('-');
        return parts.All(p => p.All(char.IsAsciiDigit)) && parts.Length <= 3
            ? new Point(Number(parts[0]), parts.Length > 1 ? Number(parts[1]) : null, parts.Length > 2 ? Number(parts[2]) : null)
            : null;
    }

    private static int? YearOf(Point point, DateOnly? written)
    {
        if (written is not { } day || point.Month is not { } month)
        {
            return null;
        }
        var isLater = month > day.Month || (month == day.Month && point.Day > day.Day);
        return isLater ? day.Year - 1 : day.Year;
    }

    private static string? Text(Point point) => point switch
    {
        { Decade: 'X', Year: { } year } => string.Create(CultureInfo.InvariantCulture, $"{year / 10:000}X"),
        { Year: null or < 100 } => null,
        { Month: null, Day: null } => string.Create(CultureInfo.InvariantCulture, $"{point.Year:0000}"),
        { Day: null } => string.Create(CultureInfo.InvariantCulture, $"{point.Year:0000}-{point.Month:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{point.Year:0000}-{point.Month:00}-{point.Day:00}"),
    };

    // Each end of a stretch is doubted by itself.
    private static string Doubt(string value, char sign) =>
        string.Join('/', value.Split('/').Select(p => p == Open || p[^1] is '~' or '?' or '%' ? p : p + sign));

    private static int? Year(string word) => word.Length == 4 && word.All(char.IsAsciiDigit) && Number(word) is > 0 and var year ? year : null;

    private static int? Day(string word)
    {
        var digits = word is "1º" or "1.º" or "primero" ? "1" : Ordinal().Match(word) is { Success: true } ordinal ? ordinal.Groups[1].Value : word;
        return digits.Length is 1 or 2 && digits.All(char.IsAsciiDigit) && Number(digits) is >= 1 and <= 31 and var day ? day : null;
    }

    private static int? Month(string word) => Months.TryGetValue(word.TrimEnd('.'), out var month) ? month : null;

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(about|around|circa|approximately|some time in|sometime in|ca?\.|hacia|sobre|alrededor del?|cerca de|aproximadamente) ?", RegexOptions.NonBacktracking)]
    private static partial Regex About();

    [GeneratedRegex(@"^(perhaps|maybe|probably|possibly|quizás?|tal vez|probablemente|posiblemente) ", RegexOptions.NonBacktracking)]
    private static partial Regex Perhaps();

    [GeneratedRegex(@"^(before|by|until|no later than|up to|antes del?|hasta( el)?|a más tardar( el| en)?) ", RegexOptions.NonBacktracking)]
    private static partial Regex Before();

    [GeneratedRegex(@"^(after|since|from|desde( el)?|después del?|a partir del?) ", RegexOptions.NonBacktracking)]
    private static partial Regex Since();

    [GeneratedRegex(@"^(early( in)?|(the )?beginning of|start of|mid|middle of|late( in)?|(the )?end of|principios del?|comienzos del?|inicios del?|mediados del?|finales del?|fines del?)[ -]", RegexOptions.NonBacktracking)]
    private static partial Regex Part();

    [GeneratedRegex(@"^(?:between |from |entre |desde |del? )?(.+?)(?: and | to | until | y | hasta | al? |–|—| - | – )(.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Between();

    [GeneratedRegex(@"^(?:(?:the |los )?(?:años )?)(\d{3}0)s$", RegexOptions.NonBacktracking)]
    private static partial Regex DecadeOf();

    [GeneratedRegex(@"\b(the|el|la|on|in|en)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Article();

    [GeneratedRegex(@"^(\d{1,2})(st|nd|rd|th|º|\.)$", RegexOptions.NonBacktracking)]
    private static partial Regex Ordinal();
}
