using System.Runtime.CompilerServices;
using System.Text;

namespace Broadside.Kit;

/// <summary>
/// Reads a table of text as other systems write it (RFC 4180 and its relatives): commas, semicolons or tabs, found out from the
/// first line; quotation marks; any line end. One row at a time, however long the file; what cannot be read is said of its row.
/// </summary>
public sealed class CsvReader(TextReader text)
{
    private const int LongestRow = 64 << 10;

    private readonly char[] buffer = new char[16 << 10];
    private readonly StringBuilder field = new();
    private int at;
    private int end;
    private long line = 1;
    private char delimiter;

    /// <param name="Line">On which it begins, 1 first.</param>
    /// <param name="Fault">Why it cannot be read.</param>
    public readonly record struct Row(long Line, IReadOnlyList<string> Fields, string? Fault = null)
    {
        public bool IsBlank => Fault is null && Fields.All(string.IsNullOrWhiteSpace);
    }

    public async IAsyncEnumerable<Row> RowsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await FindDelimiterAsync(cancel);
        while (await RowAsync(cancel) is { } row)
        {
            // Excel says its delimiter in a line of its own.
            if (!row.IsBlank && !(row is { Line: 1, Fault: null } && row.Fields[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase)))
            {
                yield return row;
            }
        }
    }

    // The first line names the columns: whatever stands in it most often, outside quotation marks, divides them.
    private async Task FindDelimiterAsync(CancellationToken cancel)
    {
        await FillAsync(cancel);
        var (isQuoted, commas, semicolons, tabs) = (false, 0, 0, 0);
        foreach (var letter in buffer.AsSpan(0, end))
        {
            if (letter is '\n' or '\r' && !isQuoted)
            {
                break;
            }
            isQuoted ^= letter == '"';
            commas += letter == ',' && !isQuoted ? 1 : 0;
            semicolons += letter == ';' && !isQuoted ? 1 : 0;
            tabs += letter == '\t' && !isQuoted ? 1 : 0;
        }
        delimiter = tabs > Math.Max(commas, semicolons) ? '\t' : semicolons > commas ? ';' : ',';
    }

    private async Task<Row?> RowAsync(CancellationToken cancel)
    {
        if (at == end && !await FillAsync(cancel))
        {
            return null;
        }
        var (begins, fields, length, isQuoted, wasQuoted) = (line, new List<string>(16), 0, false, false);
        field.Clear();
        while (at < end || await FillAsync(cancel))
        {
            var letter = buffer[at++];
            if (++length > LongestRow)
            {
                await SkipLineAsync(cancel);
                return new Row(begins, [], "This row does not end: a quotation mark before it may never be closed.");
            }
            line += letter == '\n' ? 1 : 0;
            if (isQuoted)
            {
                isQuoted = letter != '"';
                field.Append(isQuoted ? letter.ToString() : "");
            }
            else if (letter == '"' && (field.Length == 0 || wasQuoted))
            {
                // Two marks within a quoted field stand for one.
                field.Append(wasQuoted ? "\"" : "");
                (isQuoted, wasQuoted) = (true, true);
            }
            else if (letter == delimiter)
            {
                fields.Add(Take());
                wasQuoted = false;
            }
            else if (letter is '\n')
            {
                break;
            }
            else if (letter != '\r')
            {
                field.Append(letter);
            }
        }
        fields.Add(Take());
        return isQuoted ? new Row(begins, [], "A quotation mark is not closed.") : new Row(begins, fields);
    }

    private string Take()
    {
        var text = field.ToString().Trim();
        field.Clear();
        return text;
    }

    private async Task SkipLineAsync(CancellationToken cancel)
    {
        while (at < end || await FillAsync(cancel))
        {
            if (buffer[at++] == '\n')
            {
                line++;
                return;
            }
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        (at, end) = (0, await text.ReadAsync(buffer, cancel));
        return end > 0;
    }
}
