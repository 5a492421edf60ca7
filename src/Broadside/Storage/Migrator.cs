using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Broadside.Kit;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Storage;

/// <summary>
/// Brings the tables up to date with the numbered SQL files embedded in the program: <c>0010-articles.sql</c> for both
/// engines, or <c>….sqlite.sql</c> and <c>….postgres.sql</c>. Whatever is missing is done in one transaction, looked over, and only
/// then kept: a step that fails, a check that fails or a power cut leaves the database as it was. A database
/// that knows a step this program does not is from a newer program, and is refused.
/// </summary>
public sealed class Migrator(IEngine engine, DataFolder folder, IEnumerable<IBeforeUpgrade> before, IDbContextFactory<NewsroomDb> dbs, TimeProvider time)
{
    private const string Folder = "Broadside.Storage.Migrations.";

    /// <summary>The newest step that this program knows.</summary>
    public string Newest => Steps(engine.Name).Keys.Last();

    /// <summary>What the last run did; null: there was nothing to do.</summary>
    public UpgradeDone? Done { get; private set; }

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        var steps = Steps(engine.Name);
        if (await MissingAsync(connection, null, steps, cancel) is not { Count: > 0 })
        {
            return;
        }
        // Two programs may be started at once: one copies and changes, the other then finds nothing left to do.
        using var turn = await FileLock.TakeAsync(folder.Within("upgrade.lock"), cancel);
        var missing = await MissingAsync(connection, null, steps, cancel);
        if (missing.Count == 0)
        {
            return;
        }
        var isNew = missing.Count == steps.Count;
        var kept = isNew ? [] : await PrepareAsync(new Upgrade(steps.Keys.Except(missing).Last(), missing), cancel);
        await ChangeAsync(connection, steps, isNew, kept, cancel);
        Done = new UpgradeDone(isNew ? null : steps.Keys.Except(missing).Last(), missing, kept);
    }

    /// <summary>Takes only these steps: the tables of an older program, for rows that come from it. Everything else is <see cref="RunAsync"/>'s, afterwards.</summary>
    public static async Task RunOnlyAsync(IEngine engine, IReadOnlySet<string> wanted, TimeProvider time, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        var steps = Steps(engine.Name);
        await MissingAsync(connection, null, steps, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await engine.LockForMigrationAsync(connection, cancel);
        foreach (var name in (await MissingAsync(connection, transaction, steps, cancel)).Where(wanted.Contains))
        {
            await ApplyAsync(connection, transaction, name, steps[name], time, cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Every step of this program for an engine, by name, in order.</summary>
    internal static SortedDictionary<string, string> Steps(string engine)
    {
        var steps = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(r => r.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var parts = resource[Folder.Length..].Split('.');
            if (parts.Length == 2 || parts[1] == engine)
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                steps[parts[0]] = reader.ReadToEnd();
            }
        }
        return steps;
    }

    private async Task<IReadOnlyList<string>> PrepareAsync(Upgrade upgrade, CancellationToken cancel)
    {
        var kept = new List<string>();
        foreach (var step in before)
        {
            if (Defence.IsOn("copy-before-upgrade") && await step.RunAsync(upgrade, cancel) is { } copy)
            {
                kept.Add(copy);
            }
        }
        return kept;
    }

    private async Task ChangeAsync(DbConnection connection, SortedDictionary<string, string> steps, bool isNew, IReadOnlyList<string> kept, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await engine.LockForMigrationAsync(connection, cancel);
        // What did not hold together before is not this upgrade's doing, and must not keep the newsroom from a newer program.
        var wasBroken = !isNew && await engine.FindBreakAsync(connection, transaction, cancel) is not null;
        foreach (var name in await MissingAsync(connection, transaction, steps, cancel))
        {
            try
            {
                await ApplyAsync(connection, transaction, name, steps[name], time, cancel);
            }
            catch (DbException e) when (!isNew)
            {
                throw Failed($"the step “{name}” failed: {e.Message}", kept, e);
            }
        }
        if (!isNew && await FindBreakAsync(connection, transaction, wasBroken, cancel) is { } broken && Defence.IsOn("check-upgrade"))
        {
            throw Failed($"afterwards {broken}", kept, null);
        }
        Mishap.Here("tables changed");
        await transaction.CommitAsync(cancel);
        Mishap.Here("tables kept");
    }

    private static async Task ApplyAsync(DbConnection connection, DbTransaction transaction, string name, string sql, TimeProvider time, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_steps (name, applied_at) VALUES ('{name}', {Conventions.Micros(time.GetUtcNow())})");
        await command.ExecuteNonQueryAsync(cancel);
    }

    // What the engine sees, and whether every table has what this program will ask it for.
    private async Task<string?> FindBreakAsync(DbConnection connection, DbTransaction transaction, bool wasBroken, CancellationToken cancel)
    {
        if (!wasBroken && await engine.FindBreakAsync(connection, transaction, cancel) is { } broken)
        {
            return broken;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        foreach (var table in db.Model.GetEntityTypes())
        {
            // With the table before it: SQLite takes a name in quotes that it does not know for a text.
            command.CommandText = $"SELECT {string.Join(", ", table.GetProperties().Select(p => $"t.\"{p.GetColumnName()}\""))} FROM \"{table.GetTableName()}\" t WHERE 1 = 0";
            try
            {
                await command.ExecuteNonQueryAsync(cancel);
            }
            catch (DbException e)
            {
                return $"the table {table.GetTableName()} is not as this program needs it: {e.Message}";
            }
        }
        return null;
    }

    private static SettingsException Failed(string what, IReadOnlyList<string> kept, Exception? inner) =>
        new($"The upgrade was taken back: {what}. The database is as it was, and the program that ran before still runs on it.{(kept.Count > 0 ? $" A copy from before stands in {string.Join(", ", kept)}." : "")}", inner);

    private static async Task<IReadOnlyList<string>> MissingAsync(DbConnection connection, DbTransaction? transaction, SortedDictionary<string, string> steps, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "CREATE TABLE IF NOT EXISTS schema_steps (name text PRIMARY KEY, applied_at bigint NOT NULL)";
        await command.ExecuteNonQueryAsync(cancel);
        command.CommandText = "SELECT name FROM schema_steps";
        var applied = new HashSet<string>(StringComparer.Ordinal);
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                applied.Add(reader.GetString(0));
            }
        }
        return applied.FirstOrDefault(name => !steps.ContainsKey(name)) is { } newer
            ? throw new SettingsException($"This newsroom was last opened by a newer program (it knows the step “{newer}”). Update Broadside, then try again.")
            : [.. steps.Keys.Except(applied)];
    }
}

/// <summary>An upgrade that was made.</summary>
/// <param name="From">The newest step before; null: the newsroom is new.</param>
/// <param name="Steps">The steps that were added.</param>
/// <param name="Kept">What was kept of the state before.</param>
public sealed record UpgradeDone(string? From, IReadOnlyList<string> Steps, IReadOnlyList<string> Kept);
