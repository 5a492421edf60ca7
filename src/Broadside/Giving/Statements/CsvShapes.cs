using System.Globalization;

namespace Broadside.Giving.Statements;

/// <summary>How a table writes its days and amounts, told from all of its lines: one line alone is often both.</summary>
internal static class CsvShapes
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "dd.MM.yyyy", "dd.MM.yy", "d.M.yyyy", "dd-MM-yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "dd/MM/yy", "MM/dd/yy", "d/M/yyyy", "M/d/yyyy"];

    /// <summary>The one form that fits all days; null where none or more than one does.</summary>
    public static string? DateForm(IReadOnlyCollection<string> days)
    {
        var fitting = DateForms.Where(form => days.All(day => Day(day, form) is not null)).ToList();
        // 05/06/2026 on every line may be either day: those forms that say the same do no harm.
        return fitting.Count > 0 && fitting.All(form => days.All(day => Day(day, form) == Day(day, fitting[0]))) ? fitting[0] : null;
    }

    public static DateOnly? Day(string text, string form)
    {
        // A time may stand behind the day.
        var day = text.Trim().Split(' ', 'T')[0];
        return DateOnly.TryParseExact(day, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
    }

    /// <summary>What divides whole units from parts; null where the amounts leave it open.</summary>
    public static char? DecimalSign(IEnumerable<string> amounts)
    {
        var (points, commas, groups) = (false, false, false);
        foreach (var amount in amounts)
        {
            var last = amount.LastIndexOfAny(['.', ',']);
            if (last < 0)
            {
                continue;
            }
            var behind = amount[(last + 1)..].Count(char.IsAsciiDigit);
            var both = amount.Contains('.', StringComparison.Ordinal) && amount.Contains(',', StringComparison.Ordinal);
            var several = amount.Count(c => c == amount[last]) > 1;
            // Three behind a single sign may be a group, or the parts of a dinar. Groups are of three, so that more before it than that tells.
            if (several || (behind == 3 && !both && amount[..last].Count(char.IsAsciiDigit) <= 3))
            {
                groups = true;
                continue;
            }
            points |= amount[last] == '.';
            commas |= amount[last] == ',';
        }
        return points && commas ? null : points ? '.' : commas ? ',' : groups ? null : '.';
    }

    /// <summary>Without what banks put around an amount: the currency, brackets for minus, a minus behind.</summary>
    public static string Amount(string text)
    {
        var bare = string.Concat(text.Where(c => char.IsAsciiDigit(c) || c is '.' or ',' or '-' or '−' or '+' or '\'' or '’' or '(' or ')'));
        if (bare.StartsWith('(') && bare.EndsWith(')'))
        {
            return $"-{bare[1..^1]}";
        }
        return bare.Length > 1 && bare[^1] is '-' or '−' ? $"-{bare[..^1]}" : bare;
    }
}
