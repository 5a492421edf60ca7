using System.Data.Common;
using System.Globalization;
using Broadside.Giving.Statements;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Storage;

/// <summary>Many rows at once, and rows found under many keys.</summary>
public sealed class RowsTests
{
    private const string Into = "statement_lines (rail, key, import, day, amount, currency, reference, counterparty, remittance, matched)";

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_goes_in_comes_out_as_it_was(string engine)
    {
        string?[] texts = ["", " ", "null", "12", "1e3", "true", "{\"a\":[1]}", "[", "\"quoted\" and 'so'", "back\\slash", "line\r\nend\ttab", "año 東京 🗞 ‮", "@p0 $1 {0}", null];
        long[] amounts = [0, -1, 1, long.MaxValue, long.MinValue, 9_007_199_254_740_993];
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await using var db = newsroom.Db();
        await using var writing = await db.BeginWritingAsync(Cancel);
        db.Add(new StatementImport { Id = "import", Name = "november.sta", Format = "mt940", ImportedBy = "ana", ImportedAt = newsroom.Time.GetUtcNow() });
        await db.SaveChangesAsync(Cancel);
        // More than one statement takes.
        var rows = Enumerable.Range(0, 2_500).Select(i => new object?[] { "bank:X", Key(i), "import", "2026-11-28", amounts[i % amounts.Length], "EUR", texts[i % texts.Length], texts[(i + 1) % texts.Length], texts[(i + 2) % texts.Length], null }).ToList();
        await db.AddRowsAsync(Into, "", rows, Cancel);
        await db.AddRowsAsync(Into, "ON CONFLICT (rail, key) DO UPDATE SET matched = excluded.matched", [["bank:X", Key(7), "import", "2026-11-29", 5L, "USD", null, null, null, "gift/1"]], Cancel);
        await db.AddRowsAsync(Into, "", [], Cancel);
        await writing.CommitAsync(Cancel);

        var kept = await db.Set<StatementRow>().AsNoTracking().OrderBy(r => r.Key).ToListAsync(Cancel);
        Assert.Equal(rows.Select((r, i) => (r[1], r[4], r[6], r[7], r[8], i == 7 ? "gift/1" : null)), kept.Select(r => ((object?)r.Key, (object?)r.Amount, (object?)r.Reference, (object?)r.Counterparty, (object?)r.Remittance, r.Matched)));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Each_key_is_looked_up_in_the_index_by_itself_although_nothing_is_known_of_the_table(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await using var connection = await newsroom.Get<IEngine>().OpenAsync(readOnly: true, Cancel);
        await using var command = connection.CreateCommand();
        var keys = newsroom.Get<IEngine>().Keys([.. Enumerable.Range(0, 400).Select(Key)]);
        Sql.Add(command, ("@keys", keys));
        command.CommandText = (engine == Engines.Postgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + string.Format(CultureInfo.InvariantCulture,
            newsroom.Get<IEngine>().UnderEachSql("entries", "e.rail = 'bank:X' AND e.rail_account = '' AND e.kind = 'bank_line' AND e.remote_id = k.value"), "@keys");

        var plan = await LinesAsync(command);

        Assert.Contains(plan, line => engine == Engines.Postgres
            ? line.Contains("Index Cond", StringComparison.Ordinal) && line.Contains("remote_id = k.value", StringComparison.Ordinal)
            : line.Contains("SEARCH e", StringComparison.Ordinal) && line.Contains("remote_id=?", StringComparison.Ordinal));
    }

    private static async Task<List<string>> LinesAsync(DbCommand command)
    {
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            lines.Add(reader.GetValue(reader.FieldCount - 1).ToString()!);
        }
        return lines;
    }

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"key-{number:00000}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
