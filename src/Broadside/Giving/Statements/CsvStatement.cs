using System.Globalization;
using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>A bank's table of text. What stands above its line of names is passed over.</summary>
internal sealed class CsvStatement
{
    private const int MostLinesBefore = 40;

    private static readonly CultureInfo Comma = new("", useUserOverride: false) { NumberFormat = { NumberDecimalSeparator = "," } };

    private readonly CsvColumns columns;
    private readonly Dictionary<string, int> places;
    private readonly List<CsvReader.Row> rows;

    private CsvStatement(CsvColumns columns, IReadOnlyList<string> header, List<CsvReader.Row> rows)
    {
        (this.columns, this.rows) = (columns, rows);
        places = header.Select((name, place) => (name, place)).GroupBy(h => h.name, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().place, StringComparer.OrdinalIgnoreCase);
    }

    public static void Read(Stream stream, CsvColumns? columns, StatementBook book)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var text = StatementText.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).TrimStart('\uFEFF');
        if (Table(text, columns) is not { } table)
        {
            book.Refuse(columns is null ? "This is no bank statement that is known here. If it is a table, say which columns hold what." : "The table has not all of the columns that were said.");
            return;
        }
        table.Fill(book);
    }

    // The first line that has all the names; each try reads from there, because the line also tells what divides the fields.
    private static CsvStatement? Table(string text, CsvColumns? columns)
    {
        var at = 0;
        for (var line = 0; line < MostLinesBefore && at < text.Length; line++)
        {
            var end = text.IndexOf('\n', at) is var found and >= 0 ? found : text.Length;
            var header = Rows(text[at..end]).FirstOrDefault().Fields ?? [];
            var known = columns is null ? CsvColumns.Guess(header) : columns.Named().All(name => header.Contains(name, StringComparer.OrdinalIgnoreCase)) ? columns : null;
            if (known is not null)
            {
                return new CsvStatement(known, header, [.. Rows(text[at..]).Skip(1)]);
            }
            at = end + 1;
        }
        return null;
    }

    // From memory there is nothing to wait for.
    private static IEnumerable<CsvReader.Row> Rows(string text) => new CsvReader(new StringReader(text)).RowsAsync(CancellationToken.None).ToBlockingEnumerable();

    private void Fill(StatementBook book)
    {
        var taken = rows.Where(r => r.Fault is null && Text(r, columns.Date).Length > 0).ToList();
        var sign = columns.DecimalSign is { Length: 1 } said ? said[0] : CsvShapes.DecimalSign(taken.SelectMany(Amounts));
        if (rows.FirstOrDefault(r => r.Fault is not null) is { Fault: { } fault } broken)
        {
            book.Refuse(string.Create(CultureInfo.InvariantCulture, $"In line {broken.Line - 1} after the names: {fault}"));
        }
        if ((columns.DateForm ?? CsvShapes.DateForm([.. taken.Select(r => Text(r, columns.Date))])) is not { } form)
        {
            book.Refuse("The days in this table may be read in two ways or in none: say their form.");
            return;
        }
        if (sign is null)
        {
            book.Refuse("The amounts in this table may be read in two ways: say their decimal sign.");
            return;
        }
        var read = taken.Select(r => Line(r, form, sign == ',' ? Comma : CultureInfo.InvariantCulture)).ToList();
        if (read.FindIndex(r => r is null) is var bad and >= 0)
        {
            book.Refuse(string.Create(CultureInfo.InvariantCulture, $"Line {taken[bad].Line - 1} after the names holds no amount or day that can be read, or a currency that there is not."));
        }
        foreach (var account in read.OfType<Entry>().GroupBy(r => (r.Account, r.Line.Amount.Currency)))
        {
            book.Add(Statement(account.Key.Account, account.Key.Currency, [.. account], book));
        }
    }

    // Newest first in some banks' tables: the balances tell.
    private static Statement Statement(string account, string currency, List<Entry> entries, StatementBook book)
    {
        var lines = entries.Select(r => r.Line).ToList();
        if (entries.Any(r => r.Balance is null))
        {
            return new Statement("", account, currency, null, null, lines);
        }
        var isNewestFirst = !IsChain(entries);
        if (isNewestFirst)
        {
            entries.Reverse();
        }
        if (!IsChain(entries))
        {
            book.Refuse("The balances in this table do not follow from its amounts: a line is missing or was changed.");
        }
        return new Statement("", account, currency, entries[0].Balance is { } first ? first with { Minor = first.Minor - entries[0].Line.Amount.Minor } : null, entries[^1].Balance, lines);
    }

    private static bool IsChain(List<Entry> entries) => entries.Zip(entries.Skip(1)).All(p => p.First.Balance!.Value.Minor + (Int128)p.Second.Line.Amount.Minor == p.Second.Balance!.Value.Minor);

    private Entry? Line(CsvReader.Row row, string form, CultureInfo culture)
    {
        var currency = Text(row, columns.Currency) is { Length: > 0 } own ? own.ToUpperInvariant() : columns.InCurrency ?? "";
        if (CsvShapes.Day(Text(row, columns.Date), form) is not { } day || Amount(row, currency, culture) is not { } amount)
        {
            return null;
        }
        var line = new StatementLine
        {
            Date = day,
            Amount = amount,
            Reference = LineKeys.Stated(StatementText.Clean(Text(row, columns.Reference), StatementText.LongestName)),
            BankReference = LineKeys.Stated(StatementText.Clean(Text(row, columns.BankReference), StatementText.LongestName)),
            Counterparty = StatementText.Clean(Text(row, columns.Counterparty), StatementText.LongestName),
            CounterpartyAccount = StatementText.Clean(Text(row, columns.CounterpartyAccount), StatementText.LongestName),
            Remittance = StatementText.Clean(Text(row, columns.Remittance)),
        };
        var account = Text(row, columns.Account) is { Length: > 0 } stated ? stated : columns.OfAccount ?? "";
        return new Entry(StatementText.Bare(account), line, Money.Parse(CsvShapes.Amount(Text(row, columns.Balance)), currency, culture));
    }

    private Money? Amount(CsvReader.Row row, string currency, CultureInfo culture)
    {
        if (columns.Amount is not null)
        {
            return Money.Parse(CsvShapes.Amount(Text(row, columns.Amount)), currency, culture);
        }
        var (credit, debit) = (CsvShapes.Amount(Text(row, columns.Credit)), CsvShapes.Amount(Text(row, columns.Debit)));
        if (Money.Parse(credit, currency, culture) is { IsZero: false } came)
        {
            return came;
        }
        // What went is written with a minus or without one.
        return Money.Parse(debit.TrimStart('-', '−'), currency, culture) is { } went ? -went : Money.Parse(credit, currency, culture);
    }

    private IEnumerable<string> Amounts(CsvReader.Row row) => new[] { columns.Amount, columns.Credit, columns.Debit, columns.Balance }.Select(c => CsvShapes.Amount(Text(row, c))).Where(a => a.Length > 0);

    private string Text(CsvReader.Row row, string? column) => column is not null && places.TryGetValue(column, out var place) && place < row.Fields.Count ? row.Fields[place] : "";

    private sealed record Entry(string Account, StatementLine Line, Money? Balance);
}
