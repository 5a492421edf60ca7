using System.Collections;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Broadside.Tests;

/// <summary>
/// The tables of a newsroom without a row, made once per run by the program's own steps; each newsroom within the tests' process
/// begins with a copy. A program that a test starts in an empty folder makes its own, on both engines in <c>FirstRunTests</c>.
/// </summary>
internal static class EmptyTables
{
    private static readonly Lazy<Task<byte[]>> Sqlite = new(MakeSqliteAsync);
    private static readonly Lazy<Task<string>> Postgres = new(MakePostgresAsync);

    /// <summary>The name of a PostgreSQL database that has them.</summary>
    public static Task<string> PostgresAsync() => Postgres.Value;

    public static async Task CopyToAsync(string folder) => await File.WriteAllBytesAsync(new DataFolder(folder).Database, await Sqlite.Value);

    private static async Task<byte[]> MakeSqliteAsync()
    {
        using var folder = new TempFolder();
        await MakeAsync(folder.Path, []);
        using (var connection = new SqliteConnection($"Data Source={new DataFolder(folder.Path).Database}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }
        return await File.ReadAllBytesAsync(new DataFolder(folder.Path).Database);
    }

    private static async Task<string> MakePostgresAsync()
    {
        using var folder = new TempFolder();
        var postgres = await Engines.CreatePostgresDatabaseAsync(isEmpty: true);
        await MakeAsync(folder.Path, new Hashtable { [Settings.Prefix + "STORAGE__POSTGRES"] = new NpgsqlConnectionStringBuilder(postgres) { Pooling = false }.ToString() });
        return new NpgsqlConnectionStringBuilder(postgres).Database!;
    }

    private static async Task MakeAsync(string folder, Hashtable environment)
    {
        var services = new ServiceCollection().AddLogging();
        Newsroom.Add(services, folder, Program.Modules, environment);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<Migrator>().RunAsync(default);
    }
}
