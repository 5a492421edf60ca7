using System.Globalization;
using System.Text;
using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>
/// Gives every line its key. Some banks number an entry (<c>AcctSvcrRef</c>, the part of <c>:61:</c> after <c>//</c>), some give a whole
/// batch one number or write the same word always; so the number counts together with account, day and amount, and where there is none,
/// what the payer wrote does. Lines that are alike in all of that are counted through. Day and account make the count the same in every
/// file that has the whole day, whichever days it has besides.
/// </summary>
internal static class LineKeys
{
    private static readonly HashSet<string> NoReference = new(StringComparer.OrdinalIgnoreCase) { "NONREF", "NOTPROVIDED", "NOTAVAILABLE", "NOREF", "NREF" };

    public static IReadOnlyList<Statement> Given(IReadOnlyList<Statement> statements)
    {
        var counted = new Dictionary<string, int>(StringComparer.Ordinal);
        var whole = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        return [.. statements.Select(Keyed)];

        Statement Keyed(Statement statement)
        {
            var names = statement.Lines.Select(l => Name(statement.Account, l)).ToList();
            // A statement that stands twice in one file is one statement: it gets the keys that it has already.
            var print = Ids.Of($"{statement.Id}\n{statement.Opening}\n{statement.Closing}\n{string.Join('\n', names)}");
            if (!whole.TryGetValue(print, out var keys))
            {
                whole[print] = keys = [.. names.Select(name => Key(name, counted))];
            }
            return statement with { Lines = [.. statement.Lines.Select((line, i) => line with { Key = keys[i] })] };
        }
    }

    /// <summary>Null for the words that banks write where there is none.</summary>
    public static string? Stated(string? reference) => reference is { Length: > 0 } && !NoReference.Contains(reference) ? reference : null;

    private static string Key(string name, Dictionary<string, int> counted)
    {
        var ordinal = counted[name] = counted.GetValueOrDefault(name) + 1;
        return Ids.Of(string.Create(CultureInfo.InvariantCulture, $"{name}\n{ordinal}"));
    }

    private static string Name(string account, StatementLine line)
    {
        // What a person wrote by its letters and digits alone: banks break and space it as they like.
        var by = Stated(line.BankReference) is { } number ? $"#{number}" : Folded($"{line.Reference} {line.Counterparty} {line.Remittance}");
        return string.Create(CultureInfo.InvariantCulture, $"{account}\n{line.Date:yyyy-MM-dd}\n{line.Amount.Minor}\n{line.Amount.Currency}\n{(line.IsBooked ? "" : "announced")}\n{by}");
    }

    private static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Where(char.IsLetterOrDigit))
        {
            folded.Append(char.ToUpperInvariant(letter));
        }
        return folded.ToString();
    }
}
