using Npgsql;

namespace Broadside.Tests;

/// <summary>The database engines, as data of a theory: <c>[Theory, ClassData(typeof(Engines))]</c>. A newsroom on a missing one skips its test.</summary>
public sealed class Engines : TheoryData<string>
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    private static readonly string? Server = Environment.GetEnvironmentVariable("BROADSIDE_TEST_POSTGRES") is { Length: > 0 } text ? text : null;
    private static readonly Lazy<NpgsqlDataSource> Source = new(() => NpgsqlDataSource.Create(Server!));

    public Engines()
    {
        Add(Sqlite);
        Add(Postgres);
    }

    /// <summary>Makes a database on the PostgreSQL server of this run, with the tables of an empty newsroom or without any; skips the test where there is no server.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreatePostgresDatabaseAsync(bool isEmpty = false)
    {
        Missing.SkipUnless(Server is not null, Missing.Postgres);
        var name = "test_" + Guid.NewGuid().ToString("n");
        await ExecuteAsync($"CREATE DATABASE {name}{(isEmpty ? "" : " STRATEGY file_copy TEMPLATE " + await EmptyTables.PostgresAsync())}");
        return new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 20 }.ToString();
    }

    public static Task DropPostgresDatabaseAsync(string connectionString) =>
        ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    private static async Task ExecuteAsync(string sql)
    {
        await using var command = Source.Value.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
