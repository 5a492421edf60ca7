using System.Data.Common;
using Broadside.Backup.Tables;
using Broadside.Guard;
using Broadside.Storage;

namespace Broadside.Backup.Packing;

/// <summary>The newsroom at one instant: a database that does not change any more for this reader, and the signed versions as long as they were then.</summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private readonly IBackupTables tables;

    private Snapshot(DbConnection connection, IBackupTables tables) => (Connection, this.tables) = (connection, tables);

    public DbConnection Connection { get; }

    public required IReadOnlyList<DataFiles.Found> Versions { get; init; }

    /// <summary>The signed end of the audit log, which never runs ahead of the log.</summary>
    public required byte[]? AuditHead { get; init; }

    public required long Seq { get; init; }

    public required int Live { get; init; }

    /// <summary>
    /// Publishing waits while this looks, some milliseconds: then the database and the folder of signed versions tell of the same moment.
    /// </summary>
    public static async Task<Snapshot> TakeAsync(IEngine engine, IBackupTables tables, DataFiles data, VersionFiles files, VersionStore versions, string auditHead, CancellationToken cancel)
    {
        var connection = await engine.OpenAsync(readOnly: true, cancel);
        try
        {
            using var hold = files.CanWrite ? await files.LockAsync(cancel) : null;
            versions.Refresh();
            // Before the rows: it may lag behind them.
            var head = File.Exists(auditHead) ? await File.ReadAllBytesAsync(auditHead, cancel) : null;
            await tables.BeginAsync(connection, cancel);
            return new Snapshot(connection, tables) { Versions = data.Versions(), AuditHead = head, Seq = files.Seq, Live = versions.AllLive().Count };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task<IReadOnlyList<TableShape>> ShapesAsync(CancellationToken cancel) => tables.ShapesAsync(Connection, cancel);

    /// <summary>Rows of a table, columns in their order, in the order of its key.</summary>
    /// <param name="where">A condition, or null.</param>
    public async Task<T> ReadAsync<T>(TableShape shape, IReadOnlyList<TableColumn> columns, string? where, Func<DbDataReader, Task<T>> read, CancellationToken cancel)
    {
        var order = string.Join(", ", shape.Key.Select(name => tables.Ordered(shape.Columns.Single(c => c.Name == name))));
        await using var command = Connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(c => $"\"{c.Name}\""))} FROM \"{shape.Name}\"{(where is null ? "" : $" WHERE {where}")}{(order.Length == 0 ? "" : $" ORDER BY {order}")}";
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await read(reader);
    }

    public async ValueTask DisposeAsync()
    {
        // A pooled connection would take the open transaction along.
        await Sql.RunAsync(Connection, "ROLLBACK", CancellationToken.None);
        await Connection.DisposeAsync();
    }
}
