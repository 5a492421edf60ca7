using System.Data;
using System.Data.Common;
using System.Text.Json;
using Broadside.Kit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadside.Storage;

/// <summary>SQLite in the data folder: WAL, one writer, FULL synchronous so that a power cut loses nothing that was acknowledged.</summary>
public sealed class SqliteEngine(DataFolder folder) : IEngine
{
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=15000; PRAGMA cache_size=-8000;";

    private const int MostRows = 1000;

    private readonly string writing = new SqliteConnectionStringBuilder { DataSource = folder.Database, Mode = SqliteOpenMode.ReadWriteCreate, DefaultTimeout = 30 }.ToString();
    private readonly string reading = new SqliteConnectionStringBuilder { DataSource = folder.Database, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 30 }.ToString();

    // Where nothing can be written, the files that WAL needs beside the database cannot be made either; nobody can change it, then.
    private readonly Lazy<string?> still = new(() => folder.IsWritable() || File.Exists(folder.Database + "-wal") || !File.Exists(folder.Database)
        ? null
        : new SqliteConnectionStringBuilder { DataSource = $"file:{folder.Database.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3f", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal)}?immutable=1", Mode = SqliteOpenMode.ReadOnly }.ToString());

    private readonly WriteTurn turn = new(folder.Database + "-turn");

    public string Name => "sqlite";

    public string CopyEnding => "db";

    public string ClaimJobsSql => """
        UPDATE jobs SET state = 'running', worker = @worker, lease_until = @until, attempt = attempt + 1
        WHERE id IN (SELECT id FROM jobs WHERE (state = 'waiting' AND due_at <= @now AND (@timed = 1 OR due_at <= created_at)) OR (state = 'running' AND lease_until < @now AND @timed = 1)
                     ORDER BY priority, due_at, id LIMIT @limit)
        RETURNING id
        """;

    public void Configure(DbContextOptionsBuilder options) =>
        options.UseSqlite(still.Value ?? writing).AddInterceptors(new PragmaInterceptor(), new TransactionTurn(turn), new StatementTurn(turn));

    public async Task<DbConnection> OpenAsync(bool readOnly, CancellationToken cancel)
    {
        var connection = new SqliteConnection(still.Value ?? (readOnly ? reading : writing));
        await connection.OpenAsync(cancel);
        if (readOnly)
        {
            await ExecuteAsync(connection, "PRAGMA query_only=ON; PRAGMA busy_timeout=15000; PRAGMA cache_size=-8000;", cancel);
        }
        else
        {
            await ExecuteAsync(connection, Pragmas, cancel);
        }
        return connection;
    }

    // Microsoft.Data.Sqlite begins IMMEDIATE for every isolation level above read uncommitted: the write lock is ours from the start.
    public async Task<IWriting> BeginWritingAsync(NewsroomDb db, CancellationToken cancel) =>
        new Writing(await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancel));

    public Task LockForMigrationAsync(DbConnection connection, CancellationToken cancel) => Task.CompletedTask;

    public async Task<string?> FindBreakAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1";
        if (await command.ExecuteScalarAsync(cancel) is string table)
        {
            return $"rows of {table} point to rows that are not there";
        }
        command.CommandText = "PRAGMA quick_check(1)";
        return await command.ExecuteScalarAsync(cancel) is string said and not "ok" ? said : null;
    }

    // VACUUM INTO over a connection that only reads: writers go on, and what was deleted is not in the copy.
    public async Task CopyAsync(string file, CancellationToken cancel)
    {
        var (needed, free) = (new FileInfo(folder.Database).Length, new DriveInfo(folder.Path).AvailableFreeSpace);
        if (needed > free)
        {
            throw new SettingsException($"A copy of the database needs {needed >> 20} MB, and the disk has {free >> 20} MB left. Free some, then try again.");
        }
        await using var connection = await OpenAsync(readOnly: true, cancel);
        await ExecuteAsync(connection, $"PRAGMA query_only=OFF; VACUUM INTO '{file.Replace("'", "''", StringComparison.Ordinal)}'", cancel);
    }

    public Task LetOthersWriteAsync(CancellationToken cancel) => Defence.IsOn("write-turn") ? turn.LetOthersAsync(cancel) : Task.CompletedTask;

    public string PassOverLocked(string table) => "";

    // As JSON: SQLite looks each parameter up among the names of all, so that many of them cost the square of their number.
    public async Task AddRowsAsync(DbTransaction transaction, string into, string end, IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        var sql = $"INSERT INTO {into} SELECT {string.Join(", ", Enumerable.Range(0, rows[0].Length).Select(c => $"value ->> {c}"))} FROM json_each(@rows) WHERE true {end}";
        foreach (var part in rows.Chunk(MostRows))
        {
            await Sql.RunAsync(transaction.Connection!, transaction, sql, cancel, ("@rows", JsonSerializer.Serialize(part)));
        }
    }

    public string UnderEachSql(string table, string condition) => $"SELECT e.* FROM json_each({{0}}) AS k CROSS JOIN {table} AS e WHERE {condition}";

    public object Keys(IReadOnlyCollection<string> keys) => JsonSerializer.Serialize(keys);

    public bool IsDuplicate(DbUpdateException failure) => failure.InnerException is SqliteException { SqliteErrorCode: 19 };

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }

    private sealed class PragmaInterceptor : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
            ExecuteAsync(connection, Pragmas, cancellationToken);
    }
}
