using System.Globalization;
using System.Text.RegularExpressions;
using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>One message of MT940 while it is read.</summary>
internal sealed partial class Mt940Statement
{
    private readonly List<StatementLine> lines = [];
    private readonly List<List<string>> entries = [];
    private readonly Dictionary<int, List<string>> texts = [];
    private string id = "";
    private string? account;
    private string currency = "";
    private Money? opening;
    private Money? closing;
    private string? fault;
    private string before = "";

    public bool IsInterim { get; private set; }

    public void Take(string tag, List<string> field)
    {
        switch (tag)
        {
            case "20":
                id = StatementText.Clean(field[0], StatementText.LongestName) ?? "";
                break;
            case "25" or "25P":
                account ??= StatementText.Bare(field[0]);
                break;
            case "34F" or "13D" or "13" or "90C" or "90D":
                IsInterim = true;
                currency = currency.Length > 0 ? currency : Stated().Match(field[0]) is { Success: true } stated ? stated.Groups[1].Value : "";
                break;
            case "60F" or "60M" or "60":
                fault ??= opening is null ? null : "One statement opens twice: a part of the file is missing.";
                opening ??= Balance(field[0]);
                break;
            case "62F" or "62M" or "62":
                closing ??= Balance(field[0]);
                break;
            case "61":
                entries.Add([.. field]);
                break;
            // After the closing balance it speaks of the whole statement.
            case "86" or "NS" when before is "61" or "86" or "NS" && closing is null:
                texts.TryAdd(entries.Count - 1, [tag, .. field]);
                break;
        }
        before = tag is "86" or "NS" && before is not ("61" or "86" or "NS") ? before : tag;
    }

    /// <summary>Null where it is no statement.</summary>
    public Statement? Finish(out string? why)
    {
        currency = opening?.Currency ?? closing?.Currency ?? currency;
        if (!Currencies.HasHad(currency))
        {
            why = fault ?? (account is null ? "The file is a piece of a statement: it does not say which account it is of." : "A statement says no currency, or one that there is not.");
            return null;
        }
        for (var i = 0; i < entries.Count; i++)
        {
            if (Mt940Entry.Read(entries[i], texts.GetValueOrDefault(i), currency) is { } line)
            {
                lines.Add(line);
            }
            else
            {
                fault ??= $"An entry cannot be read: “{StatementText.Clean(entries[i][0], 60)}”.";
            }
        }
        why = fault;
        return new Statement(id, account ?? "", currency, opening, closing, lines);
    }

    private Money? Balance(string text)
    {
        if (BalanceForm().Match(text.Trim()) is { Success: true } read && StatementText.Amount(read.Groups[3].Value, read.Groups[2].Value, ',') is { } amount)
        {
            return read.Groups[1].Value == "D" ? -amount : amount;
        }
        fault ??= $"A balance cannot be read: “{StatementText.Clean(text, 40)}”.";
        return null;
    }

    internal static DateOnly? Day(string sixDigits)
    {
        var (year, month, day) = (Number(sixDigits[..2]), Number(sixDigits[2..4]), Number(sixDigits[4..6]));
        year += year < 80 ? 2000 : 1900;
        // Banks whose months all have thirty days write 30 February.
        return month is >= 1 and <= 12 && day is >= 1 and <= 31 ? new DateOnly(year, month, Math.Min(day, DateTime.DaysInMonth(year, month))) : null;
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([CD])[0-9]{6}([A-Z]{3})([0-9]+,?[0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex BalanceForm();

    [GeneratedRegex(@"^[0-9]*([A-Z]{3})", RegexOptions.CultureInvariant)]
    private static partial Regex Stated();
}
