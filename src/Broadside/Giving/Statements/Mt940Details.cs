using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Giving.Statements;

/// <summary>
/// What <c>:86:</c> tells, in the three ways in which banks write it: German numbered parts (<c>166?00…?20SVWZ+…?32NAME</c>, the sign of any kind),
/// words between strokes (<c>/NAME/…/REMI/…</c>), or just text.
/// </summary>
internal sealed partial record Mt940Details
{
    private const int FullLine = 65;

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "TRTP", "IBAN", "BIC", "NAME", "REMI", "EREF", "PREF", "KREF", "IREF", "ORDP", "BENM", "CNTP", "MARF", "CSID", "RTRN", "ADDR", "ID", "ISDT", "SVCL", "PURP", "ULTD", "ULTC", "ULTB", "NRTX", "EXCH", "CHGS", "OCMT", "MCRF", "BO", "ACCW", "CHRG",
    };

    public string? Reference { get; init; }

    public string? Counterparty { get; init; }

    public string? Account { get; init; }

    public string? Remittance { get; init; }

    public static Mt940Details Of(List<string> lines)
    {
        var first = lines[0].TrimStart();
        if (NumberedForm().IsMatch(first))
        {
            return Numbered(first + string.Concat(lines.Skip(1)));
        }
        if (WordedForm().Match(first) is { Success: true } word && Words.Contains(word.Groups[1].Value))
        {
            return Worded(string.Concat(lines));
        }
        return new Mt940Details { Remittance = StatementText.Clean(Joined(lines)) };
    }

    /// <summary>The bank's own field of numbered lines, as Hungarian banks have it.</summary>
    public static Mt940Details OfOwn(List<string> lines)
    {
        var parts = lines.Where(l => l.Length > 2 && char.IsAsciiDigit(l[0]) && char.IsAsciiDigit(l[1])).ToLookup(l => l[..2], l => l[2..]);
        return new Mt940Details { Counterparty = StatementText.Clean(string.Concat(parts["15"].Concat(parts["16"])), StatementText.LongestName), Account = StatementText.Clean(parts["17"].FirstOrDefault(), StatementText.LongestName), Remittance = StatementText.Clean(parts["09"].FirstOrDefault()) };
    }

    // A line that is full goes on in the next without a space; one that is not was ended on purpose.
    private static string Joined(List<string> lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            text.Append(lines[i]).Append(lines[i].Length >= FullLine ? "" : " ");
        }
        return text.ToString();
    }

    private static Mt940Details Numbered(string text)
    {
        var pieces = new List<string>();
        foreach (var piece in text[4..].Split(text[3]))
        {
            // The sign may stand in what the payer wrote.
            if (pieces.Count == 0 || (piece.Length >= 2 && char.IsAsciiDigit(piece[0]) && char.IsAsciiDigit(piece[1])))
            {
                pieces.Add(piece);
            }
            else
            {
                pieces[^1] += text[3] + piece;
            }
        }
        var parts = pieces.ToLookup(p => p[..2], p => p[2..]);
        var purpose = string.Concat(Range(parts, 20, 29).Concat(Range(parts, 60, 63)));
        var marks = Mark().Matches(purpose);
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < marks.Count; i++)
        {
            var begins = marks[i].Index + marks[i].Length;
            told.TryAdd(marks[i].Groups[1].Value, purpose[begins..(i + 1 < marks.Count ? marks[i + 1].Index : purpose.Length)]);
        }
        var unmarked = marks.Count > 0 ? purpose[..marks[0].Index] : purpose;
        return new Mt940Details
        {
            Reference = LineKeys.Stated(StatementText.Clean(told.GetValueOrDefault("EREF"), StatementText.LongestName)),
            Counterparty = StatementText.Clean(string.Concat(Range(parts, 32, 33)), StatementText.LongestName),
            Account = StatementText.Clean(parts["31"].FirstOrDefault(), StatementText.LongestName),
            Remittance = StatementText.Clean($"{unmarked} {told.GetValueOrDefault("SVWZ")}"),
        };
    }

    private static IEnumerable<string> Range(ILookup<string, string> parts, int from, int to) =>
        Enumerable.Range(from, to - from + 1).SelectMany(n => parts[n.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

    private static Mt940Details Worded(string text)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        var (begun, value) = ("", new StringBuilder());
        foreach (var part in text.Split('/').Skip(1).Append(null))
        {
            if (part is not null && (!Words.Contains(part) || told.ContainsKey(part)))
            {
                value.Append('/').Append(part);
                continue;
            }
            told[begun] = value.ToString();
            (begun, value) = (part ?? "", value.Clear());
        }
        // CNTP holds account, bank, name and town between strokes; REMI may say USTD or STRD first.
        var other = told.GetValueOrDefault("CNTP", "").Split('/').Where(p => p.Length > 0).ToArray();
        return new Mt940Details
        {
            Reference = LineKeys.Stated(Value("EREF", StatementText.LongestName)),
            Counterparty = Value("NAME", StatementText.LongestName) ?? StatementText.Clean(other.ElementAtOrDefault(2), StatementText.LongestName),
            Account = Value("IBAN", StatementText.LongestName) ?? StatementText.Clean(other.FirstOrDefault(), StatementText.LongestName),
            Remittance = StatementText.Clean(Structure().Replace(told.GetValueOrDefault("REMI", ""), "").Trim('/')),
        };

        string? Value(string word, int longest) => StatementText.Clean(told.GetValueOrDefault(word, "").Trim('/'), longest);
    }

    // Three digits, a sign, two digits: the sign is the bank's choice.
    [GeneratedRegex("^[0-9]{3}[^0-9A-Za-z ][0-9]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedForm();

    [GeneratedRegex("^/([A-Z]{2,4})/", RegexOptions.CultureInvariant)]
    private static partial Regex WordedForm();

    [GeneratedRegex(@"(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\+", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    [GeneratedRegex("^/*(?:USTD/+|STRD/+(?:CUR/+)?)", RegexOptions.CultureInvariant)]
    private static partial Regex Structure();
}
