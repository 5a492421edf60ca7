using System.Data.Common;
using System.Text;
using Broadside.Backup.Packing;
using Broadside.Backup.Tables;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Backup.Restoring;

/// <summary>
/// Puts a backup into an empty folder and an empty database, comparing everything on the way. Rows go into the tables of the program that
/// they come from; the steps since then are taken when the newsroom is opened.
/// </summary>
internal sealed class UnpackBackup(OpenBackup backup, DataFolder target, IEngine engine, IBackupTables tables, TimeProvider time)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const long Step = 8 << 20;

    private long since;

    /// <summary>Whether the database is marked as unfinished (<see cref="UnfinishedRestore"/>), in one transaction with the rows.</summary>
    public bool LeavesMark { get; init; }

    /// <summary>Rows that came, by table.</summary>
    public SortedDictionary<string, long> Rows { get; } = new(StringComparer.Ordinal);

    /// <param name="secrets">What lay under the passphrase; null where it was not asked for.</param>
    /// <param name="progress">Hears the share that is done.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="BadBackupException">It is not what was written.</exception>
    public async Task RunAsync(SealedSecrets.Content? secrets, Action<double, string> progress, CancellationToken cancel)
    {
        var manifest = backup.Manifest;
        if (manifest.Schema.FirstOrDefault(step => !MigrationSteps.Knows(step)) is { } newer)
        {
            throw new BadBackupException($"it comes from a newer program, which knows the step “{newer}”. Update Broadside, then try again");
        }
        await FilesAsync(progress, cancel);
        await Migrator.RunOnlyAsync(engine, MigrationSteps.Reaching([.. manifest.Schema], engine.Name), time, cancel);
        await RowsAsync(secrets, share => progress(0.6 + (share * 0.4), "tables"), cancel);
        if (secrets is not null)
        {
            Keys(secrets);
        }
        // A mark that no database has: this copy acts towards the outside once a person has said that it is the one.
        AtomicFile.Write(target.Within("outbound"), Encoding.ASCII.GetBytes($"restored {manifest.MadeAt.UtcDateTime:yyyyMMddHHmmss}\n"));
    }

    private async Task FilesAsync(Action<double, string> progress, CancellationToken cancel)
    {
        var (done, all) = (0L, Math.Max(1, backup.Manifest.Entries.Values.Sum(e => e.Bytes)));
        foreach (var (name, fact) in backup.Manifest.Entries)
        {
            if (EntryName.Place(name) is { } place)
            {
                await WriteAsync(name, target.Within(place.Split('/')), cancel);
                Mishap.Here("backup entry restored");
            }
            done += fact.Bytes;
            progress(0.6 * done / all, "files");
        }
        if (backup.Manifest.Entries.ContainsKey(EntryName.Settings))
        {
            await WriteAsync(EntryName.Settings, target.Settings, cancel);
        }
    }

    private async Task WriteAsync(string name, string path, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        await using var paced = new PacedStream(file);
        await backup.CopyAsync(name, paced, cancel);
        // Many small files pile up as well as a large one; whoever writes to the living newsroom would wait for all of them.
        since += file.Length;
        if (since >= Step)
        {
            file.Flush(flushToDisk: true);
            since = 0;
        }
    }

    private async Task RowsAsync(SealedSecrets.Content? secrets, Action<double> progress, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        var shapes = TableShape.InOrder(await tables.ShapesAsync(connection, cancel));
        if (backup.Manifest.Tables.Keys.FirstOrDefault(name => shapes.All(s => s.Name != name)) is { } unknown)
        {
            throw new BadBackupException($"this program has no table {unknown}");
        }
        await using (var transaction = await connection.BeginTransactionAsync(cancel))
        {
            for (var i = 0; i < shapes.Count; i++)
            {
                progress((double)i / shapes.Count);
                await FillAsync(connection, transaction, shapes[i], cancel);
            }
            foreach (var (table, lines) in secrets?.Columns ?? [])
            {
                await SecretAsync(connection, transaction, shapes.Single(s => s.Name == table), lines, cancel);
            }
            if (LeavesMark)
            {
                await UnfinishedRestore.MarkAsync(connection, transaction, cancel);
            }
            await transaction.CommitAsync(cancel);
        }
        Mishap.Here("backup rows restored");
        await tables.SetSequencesAsync(connection, backup.Manifest.Sequences, cancel);
        if (await tables.BrokenKeysAsync(connection, cancel) is [var broken, ..])
        {
            throw new BadBackupException(broken);
        }
    }

    private async Task FillAsync(DbConnection connection, DbTransaction transaction, TableShape shape, CancellationToken cancel)
    {
        if (!backup.Manifest.Tables.TryGetValue(shape.Name, out var fact))
        {
            return;
        }
        await using var lines = backup.Read(fact.Entry);
        var count = await FillAsync(connection, transaction, shape, lines, cancel);
        lines.End();
        if (count != fact.Rows)
        {
            throw new BadBackupException($"the table {shape.Name} has {count} rows, and {fact.Rows} were written");
        }
        Rows[shape.Name] = count;
        Mishap.Here("backup table restored");
    }

    private async Task<long> FillAsync(DbConnection connection, DbTransaction transaction, TableShape shape, Stream lines, CancellationToken cancel)
    {
        try
        {
            return await tables.FillAsync(connection, transaction, shape, TableLines.ReadAsync(lines, shape, cancel), cancel);
        }
        catch (Exception e) when (e is FormatException or DbException or OverflowException)
        {
            throw new BadBackupException($"the rows of {shape.Name} do not fit: {e.Message}", e);
        }
    }

    private async Task SecretAsync(DbConnection connection, DbTransaction transaction, TableShape shape, string lines, CancellationToken cancel)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(lines));
        if (TableParts.IsSecret(shape.Name))
        {
            Rows[shape.Name] = await FillAsync(connection, transaction, shape, input, cancel);
            return;
        }
        var secret = shape.Columns.Where(c => TableParts.SecretColumns(shape.Name).Contains(c.Name)).ToList();
        var all = shape.Columns.Select((c, i) => (c.Name, Place: i)).ToDictionary(c => c.Name, c => c.Place, StringComparer.Ordinal);
        await foreach (var row in TableLines.ReadAsync(input, shape, cancel))
        {
            await Sql.RunAsync(
                connection,
                transaction,
                $"UPDATE \"{shape.Name}\" SET {string.Join(", ", secret.Select(c => $"\"{c.Name}\" = @{c.Name}"))} WHERE {string.Join(" AND ", shape.Key.Select(k => $"\"{k}\" = @{k}"))}",
                cancel,
                [.. secret.Select(c => c.Name).Concat(shape.Key).Select(name => (name, row[all[name]]))]);
        }
    }

    private void Keys(SealedSecrets.Content secrets)
    {
        Directory.CreateDirectory(target.Keys);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(target.Keys, Private | UnixFileMode.UserExecute);
        }
        foreach (var (place, base64) in secrets.Files)
        {
            if (!place.StartsWith("keys/", StringComparison.Ordinal) || !EntryName.IsSafe(place))
            {
                throw new BadBackupException($"a key would lie at {place}");
            }
            var path = target.Within(place.Split('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, Convert.FromBase64String(base64), Private);
        }
    }
}
