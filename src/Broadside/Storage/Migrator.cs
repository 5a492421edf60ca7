using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Broadside.Kit;

namespace Broadside.Storage;

/// <summary>
/// Brings the tables up to date with the numbered SQL files embedded in the program: <c>0010-articles.sql</c> for both
/// engines, or <c>….sqlite.sql</c> and <c>….postgres.sql</c>. Each step runs once, in its own transaction. A database
/// that knows a step this program does not is from a newer program, and is refused.
/// </summary>
public sealed class Migrator(IEngine engine, TimeProvider time)
{
    private const string Folder = "Broadside.Storage.Migrations.";

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        var steps = Steps();
        if (await IsUpToDateAsync(connection, steps, cancel))
        {
            return;
        }
        foreach (var (name, sql) in steps)
        {
            await ApplyAsync(connection, name, sql, cancel);
        }
    }

    /// <summary>Takes only these steps: the tables of an older program, for rows that come from it. Everything else is <see cref="RunAsync"/>'s, afterwards.</summary>
    public async Task RunOnlyAsync(IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        var steps = Steps();
        await IsUpToDateAsync(connection, steps, cancel);
        foreach (var (name, sql) in steps.Where(step => wanted.Contains(step.Key)))
        {
            await ApplyAsync(connection, name, sql, cancel);
        }
    }

    private async Task<bool> IsUpToDateAsync(DbConnection connection, SortedDictionary<string, string> steps, CancellationToken cancel)
    {
        await using (var create = connection.CreateCommand())
        {
            create.CommandText = "CREATE TABLE IF NOT EXISTS schema_steps (name text PRIMARY KEY, applied_at bigint NOT NULL)";
            await create.ExecuteNonQueryAsync(cancel);
        }
        var applied = await AppliedAsync(connection, null, cancel);
        if (applied.FirstOrDefault(name => !steps.ContainsKey(name)) is { } newer)
        {
            throw new SettingsException($"This newsroom was last opened by a newer program (it knows the step “{newer}”). Update Broadside, then try again.");
        }
        return applied.Count == steps.Count;
    }

    private async Task ApplyAsync(DbConnection connection, string name, string sql, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await engine.LockForMigrationAsync(connection, cancel);
        if ((await AppliedAsync(connection, transaction, cancel)).Contains(name))
        {
            return;
        }
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_steps (name, applied_at) VALUES ('{name}', {Conventions.Micros(time.GetUtcNow())})");
        await command.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<HashSet<string>> AppliedAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancel)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT name FROM schema_steps";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            names.Add(reader.GetString(0));
        }
        return names;
    }

    private SortedDictionary<string, string> Steps()
    {
        var steps = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(r => r.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var parts = resource[Folder.Length..].Split('.');
            if (parts.Length == 2 || parts[1] == engine.Name)
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                steps[parts[0]] = reader.ReadToEnd();
            }
        }
        return steps;
    }
}
