using System.Data.Common;
using Broadside.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Broadside.Backup.Tables;

/// <summary>Tables of PostgreSQL: one repeatable-read transaction sees the database as it was at its first question, and nobody waits for it.</summary>
internal sealed class PostgresTables : IBackupTables
{
    public async Task BeginAsync(DbConnection connection, CancellationToken cancel)
    {
        await Sql.RunAsync(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", cancel);
        await Sql.AskAsync(connection, "SELECT count(*) FROM schema_steps", cancel);
    }

    public async Task<IReadOnlyList<TableShape>> ShapesAsync(DbConnection connection, CancellationToken cancel)
    {
        var columns = await ListAsync(connection, """
            SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
            JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
            WHERE c.table_schema = current_schema()
            """, r => (Table: r.GetString(0), Column: new TableColumn(r.GetString(1), Kind(r.GetString(2)), r.GetString(2))), cancel);
        var keys = await ListAsync(connection, """
            SELECT t.relname::text, a.attname::text FROM pg_index i
            JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema()
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (i.indkey)
            WHERE i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)
            """, r => (Table: r.GetString(0), Column: r.GetString(1)), cancel);
        var after = await ListAsync(connection, """
            SELECT DISTINCT t.relname::text, p.relname::text FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class p ON p.oid = c.confrelid
            JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema() WHERE c.contype = 'f'
            """, r => (Table: r.GetString(0), Other: r.GetString(1)), cancel);
        return [.. columns.GroupBy(c => c.Table).Select(t => new TableShape(
            t.Key,
            [.. t.Select(c => c.Column).OrderBy(c => c.Name, StringComparer.Ordinal)],
            [.. keys.Where(k => k.Table == t.Key).Select(k => k.Column)],
            [.. after.Where(a => a.Table == t.Key).Select(a => a.Other)]))];
    }

    public async Task<SortedDictionary<string, long>> SequencesAsync(DbConnection connection, CancellationToken cancel)
    {
        var found = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (table, column) in await NumberedAsync(connection, cancel))
        {
            var sequence = (string)(await Sql.AskAsync(connection, "SELECT pg_get_serial_sequence(@table, @column)", cancel, ("table", table), ("column", column)))!;
            if (await Sql.AskAsync(connection, $"SELECT CASE WHEN is_called THEN last_value END FROM {sequence}", cancel) is long last)
            {
                found[table] = last;
            }
        }
        return found;
    }

    public async Task SetSequencesAsync(DbConnection connection, IReadOnlyDictionary<string, long> sequences, CancellationToken cancel)
    {
        foreach (var (table, column) in await NumberedAsync(connection, cancel))
        {
            if (sequences.TryGetValue(table, out var last))
            {
                await Sql.AskAsync(connection, "SELECT setval(pg_get_serial_sequence(@table, @column), @last)", cancel, ("table", table), ("column", column), ("last", last));
            }
        }
    }

    public string Ordered(TableColumn column) => column.Kind == ColumnKind.Text ? $"\"{column.Name}\" COLLATE \"C\"" : $"\"{column.Name}\"";

    public async Task<long> FillAsync(DbConnection connection, DbTransaction transaction, TableShape shape, IAsyncEnumerable<object?[]> rows, CancellationToken cancel)
    {
        var types = shape.Columns.Select(c => c.Declared switch { "integer" => NpgsqlDbType.Integer, "bigint" => NpgsqlDbType.Bigint, "boolean" => NpgsqlDbType.Boolean, "bytea" => NpgsqlDbType.Bytea, _ => NpgsqlDbType.Text }).ToArray();
        await using var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync($"COPY \"{shape.Name}\" ({string.Join(", ", shape.Columns.Select(c => $"\"{c.Name}\""))}) FROM STDIN (FORMAT BINARY)", cancel);
        var count = 0L;
        await foreach (var row in rows.WithCancellation(cancel))
        {
            await copy.StartRowAsync(cancel);
            for (var i = 0; i < row.Length; i++)
            {
                await (row[i] switch
                {
                    null => copy.WriteNullAsync(cancel),
                    long number when types[i] == NpgsqlDbType.Integer => copy.WriteAsync(checked((int)number), types[i], cancel),
                    var value => copy.WriteAsync(value, types[i], cancel),
                });
            }
            count++;
        }
        await copy.CompleteAsync(cancel);
        return count;
    }

    // The server refuses such a row when it comes.
    public Task<IReadOnlyList<string>> BrokenKeysAsync(DbConnection connection, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);

    public async Task<bool> IsEmptyAsync(DbConnection connection, CancellationToken cancel) =>
        await Sql.AskAsync(connection, "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() LIMIT 1", cancel) is null;

    private static Task<List<(string Table, string Column)>> NumberedAsync(DbConnection connection, CancellationToken cancel) => ListAsync(connection, """
        SELECT table_name::text, column_name::text FROM information_schema.columns
        WHERE table_schema = current_schema() AND is_identity = 'YES'
        """, r => (r.GetString(0), r.GetString(1)), cancel);

    private static ColumnKind Kind(string declared) => declared switch
    {
        "boolean" => ColumnKind.Truth,
        "bytea" => ColumnKind.Bytes,
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
