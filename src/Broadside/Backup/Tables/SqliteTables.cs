using System.Data.Common;
using Broadside.Storage;
using Microsoft.Data.Sqlite;

namespace Broadside.Backup.Tables;

/// <summary>Tables of SQLite: a reader of the write-ahead log sees the database as it was when it first looked, and nobody waits for it.</summary>
internal sealed class SqliteTables : IBackupTables
{
    public async Task BeginAsync(DbConnection connection, CancellationToken cancel)
    {
        await Sql.RunAsync(connection, "BEGIN", cancel);
        await Sql.AskAsync(connection, "SELECT count(*) FROM schema_steps", cancel);
    }

    public async Task<IReadOnlyList<TableShape>> ShapesAsync(DbConnection connection, CancellationToken cancel)
    {
        var names = await ListAsync(connection, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'", r => r.GetString(0), cancel);
        var shapes = new List<TableShape>();
        foreach (var name in names)
        {
            var columns = await ListAsync(connection, $"SELECT name, type, pk FROM pragma_table_info('{name}')", r => (Column: new TableColumn(r.GetString(0), Kind(r.GetString(1)), r.GetString(1)), Key: r.GetInt32(2)), cancel);
            var after = await ListAsync(connection, $"SELECT DISTINCT \"table\" FROM pragma_foreign_key_list('{name}')", r => r.GetString(0), cancel);
            shapes.Add(new TableShape(name, [.. columns.Select(c => c.Column).OrderBy(c => c.Name, StringComparer.Ordinal)], [.. columns.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Column.Name)], after));
        }
        return shapes;
    }

    public async Task<SortedDictionary<string, long>> SequencesAsync(DbConnection connection, CancellationToken cancel) =>
        new((await ListAsync(connection, "SELECT name, seq FROM sqlite_sequence", r => (r.GetString(0), r.GetInt64(1)), cancel)).ToDictionary(s => s.Item1, s => s.Item2), StringComparer.Ordinal);

    public async Task SetSequencesAsync(DbConnection connection, IReadOnlyDictionary<string, long> sequences, CancellationToken cancel)
    {
        foreach (var (table, last) in sequences)
        {
            await Sql.RunAsync(connection, "DELETE FROM sqlite_sequence WHERE name = @table", cancel, ("table", table));
            await Sql.RunAsync(connection, "INSERT INTO sqlite_sequence (name, seq) VALUES (@table, @last)", cancel, ("table", table), ("last", last));
        }
    }

    public string Ordered(TableColumn column) => $"\"{column.Name}\" COLLATE BINARY";

    public async Task<long> FillAsync(DbConnection connection, DbTransaction transaction, TableShape shape, IAsyncEnumerable<object?[]> rows, CancellationToken cancel)
    {
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO \"{shape.Name}\" ({string.Join(", ", shape.Columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", shape.Columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < shape.Columns.Count; i++)
        {
            insert.Parameters.Add(new SqliteParameter($"@p{i}", null));
        }
        var count = 0L;
        await foreach (var row in rows.WithCancellation(cancel))
        {
            for (var i = 0; i < row.Length; i++)
            {
                insert.Parameters[i].Value = row[i] ?? DBNull.Value;
            }
            await insert.ExecuteNonQueryAsync(cancel);
            count++;
        }
        return count;
    }

    public async Task<IReadOnlyList<string>> BrokenKeysAsync(DbConnection connection, CancellationToken cancel) =>
        await ListAsync(connection, "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2", r => $"{r.GetInt64(2)} rows of {r.GetString(0)} refer to rows of {r.GetString(1)} that are not there", cancel);

    public async Task<bool> IsEmptyAsync(DbConnection connection, CancellationToken cancel) =>
        await Sql.AskAsync(connection, "SELECT name FROM sqlite_master LIMIT 1", cancel) is null;

    private static ColumnKind Kind(string declared) => declared.ToLowerInvariant() switch
    {
        "boolean" => ColumnKind.Truth,
        "blob" => ColumnKind.Bytes,
        "integer" or "bigint" => ColumnKind.Whole,
        _ => ColumnKind.Text,
    };

    private static async Task<List<T>> ListAsync<T>(DbConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var all = new List<T>();
        while (await reader.ReadAsync(cancel))
        {
            all.Add(read(reader));
        }
        return all;
    }
}
