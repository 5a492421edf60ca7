using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Broadside.Storage;

/// <summary>PostgreSQL, for outlets that outgrow one machine.</summary>
public sealed class PostgresEngine : IEngine, IAsyncDisposable
{
    // Any two numbers, but always the same: who holds these advisory locks writes versions, or migrates.
    private const long WritingLock = 0x62726F6164;
    private const long MigrationLock = 0x62726F6165;

    private const int MostRows = 1000;

    private readonly NpgsqlDataSource source;

    private readonly string connectionString;

    public PostgresEngine(string connectionString)
    {
        this.connectionString = connectionString;
        // Nothing is prepared: a plan made once for every value looks through a whole table where the value of the day would find a
        // few rows by an index (docs/benchmarks.md has both).
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "broadside" });
    }

    public string Name => "postgres";

    public string CopyEnding => "dump";

    public string ClaimJobsSql => """
        UPDATE jobs SET state = 'running', worker = @worker, lease_until = @until, attempt = attempt + 1
        WHERE id IN (SELECT id FROM jobs WHERE (state = 'waiting' AND due_at <= @now AND (@timed = 1 OR due_at <= created_at)) OR (state = 'running' AND lease_until < @now AND @timed = 1)
                     ORDER BY priority, due_at, id LIMIT @limit FOR UPDATE SKIP LOCKED)
        RETURNING id
        """;

    public void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(source);

    public async Task<DbConnection> OpenAsync(bool readOnly, CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        if (readOnly)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SET default_transaction_read_only = on";
            await command.ExecuteNonQueryAsync(cancel);
        }
        return connection;
    }

    public async Task<IWriting> BeginWritingAsync(NewsroomDb db, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({WritingLock})", cancel);
        return new Writing(transaction);
    }

    public async Task LockForMigrationAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_advisory_xact_lock({MigrationLock})";
        await command.ExecuteNonQueryAsync(cancel);
    }

    // PostgreSQL looks at its foreign keys itself, at each statement.
    public Task<string?> FindBreakAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel) => Task.FromResult<string?>(null);

    public Task CopyAsync(string file, CancellationToken cancel) => PostgresDump.RunAsync(connectionString, file, cancel);

    public Task LetOthersWriteAsync(CancellationToken cancel) => Task.CompletedTask;

    public string PassOverLocked(string table) => $"FOR UPDATE OF {table} SKIP LOCKED";

    // A list for each column: a statement is as short as its columns are few, however many rows it adds.
    public async Task AddRowsAsync(DbTransaction transaction, string into, string end, IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        var columns = Enumerable.Range(0, rows[0].Length).ToList();
        var sql = $"INSERT INTO {into} SELECT * FROM unnest({string.Join(", ", columns.Select(c => $"@c{c}"))}) {end}";
        foreach (var part in rows.Chunk(MostRows))
        {
            await Sql.RunAsync(transaction.Connection!, transaction, sql, cancel, [.. columns.Select(c => ($"@c{c}", (object?)Column(part, c)))]);
        }
    }

    // OFFSET keeps the planner from turning it round: without statistics it reads every row of a rail for the sake of a few keys.
    public string UnderEachSql(string table, string condition) => $"SELECT e.* FROM unnest({{0}}) AS k(value) CROSS JOIN LATERAL (SELECT * FROM {table} AS e WHERE {condition} OFFSET 0) AS e";

    public object Keys(IReadOnlyCollection<string> keys) => keys.ToArray();

    public bool IsDuplicate(DbUpdateException failure) => failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static Array Column(object?[][] rows, int column) => rows.Select(r => r[column]).FirstOrDefault(v => v is not null) switch
    {
        null or string => Array.ConvertAll(rows, r => (string?)r[column]),
        int => Array.ConvertAll(rows, r => (int?)r[column]),
        _ => Array.ConvertAll(rows, r => (long?)r[column]),
    };
}
