using System.Globalization;
using System.Text.RegularExpressions;

namespace Broadside.Giving.Statements;

/// <summary><c>:61:</c> with the <c>:86:</c> that follows it.</summary>
internal static partial class Mt940Entry
{
    /// <param name="entry">The lines of <c>:61:</c>.</param>
    /// <param name="text">The lines of what follows, its tag first; null where nothing does.</param>
    /// <param name="currency">The statement's.</param>
    public static StatementLine? Read(List<string> entry, List<string>? text, string currency)
    {
        // Some savings banks break the line before the amount.
        var read = Form().Match(entry[0].Trim()) is { Success: true } whole ? whole : Form().Match((entry[0].Trim() + (entry.Count > 1 ? entry[1].Trim() : "")).Trim());
        if (!read.Success || Mt940Statement.Day(read.Groups["value"].Value) is not { } valueOn || StatementText.Amount(read.Groups["amount"].Value, currency, ',') is not { } amount)
        {
            return null;
        }
        var mark = read.Groups["mark"].Value;
        // A reversal of a credit takes money out; E is expected, not yet booked.
        var isDebit = mark is "D" or "RC" or "ED";
        var references = read.Groups["references"].Value.Split("//", 2);
        var told = text is null ? new Mt940Details() : text[0] == "NS" ? Mt940Details.OfOwn(text[1..]) : Mt940Details.Of(text[1..]);
        var reference = told.Reference ?? LineKeys.Stated(StatementText.Clean(references[0], StatementText.LongestName));
        return new StatementLine
        {
            Date = BookedOn(read.Groups["booked"].Value, valueOn) ?? valueOn,
            ValueDate = valueOn,
            Amount = isDebit ? -amount : amount,
            Reference = reference is "KREF+" ? null : reference,
            BankReference = references.Length > 1 ? LineKeys.Stated(StatementText.Clean(references[1], StatementText.LongestName)) : null,
            Counterparty = told.Counterparty,
            CounterpartyAccount = told.Account,
            Remittance = told.Remittance ?? StatementText.Clean(string.Join(' ', entry.Skip(1))),
            IsBooked = mark[0] != 'E',
        };
    }

    // Month and day alone: of the year that brings it nearest to the other.
    private static DateOnly? BookedOn(string monthAndDay, DateOnly valueOn)
    {
        if (monthAndDay.Length == 0)
        {
            return null;
        }
        return new[] { valueOn.Year, valueOn.Year - 1, valueOn.Year + 1 }
            .Select(year => Mt940Statement.Day(string.Create(CultureInfo.InvariantCulture, $"{year % 100:00}{monthAndDay}")))
            .OrderBy(day => day is { } given ? Math.Abs(given.DayNumber - valueOn.DayNumber) : int.MaxValue).First();
    }

    [GeneratedRegex(@"^(?<value>[0-9]{6})(?<booked>[0-9]{4})?(?<mark>[RE]?[CD])[A-Z]?(?<amount>[0-9]+,?[0-9]*)(?:[A-Z][A-Z0-9 ]{3}(?<references>.*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
