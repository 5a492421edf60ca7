using System.Collections;
using System.Runtime.InteropServices;
using Broadside.Backup.Drilling;
using Broadside.Backup.Packing;
using Broadside.Backup.Tables;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.Data.Sqlite;

namespace Broadside.Backup.Restoring;

/// <summary>
/// Makes a newsroom out of a backup: all of it is unpacked and compared in a folder beside, which takes the wanted name at the very end.
/// The copy is quiet until a person says that it is the one.
/// </summary>
internal sealed class RestoreBackup(OpenData open, TimeProvider time)
{
    // What a killed restore leaves; the next one begins by removing it.
    private const string Unfinished = ".restoring";

    public async Task<Outcome<RestoreReport>> RunAsync(RestoreOrder order, IDictionary environment, Action<double, string> progress, CancellationToken cancel)
    {
        var folder = Path.GetFullPath(order.Folder).TrimEnd(Path.DirectorySeparatorChar);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(e => Path.GetFileName(e) != Unfinished)))
        {
            return new Refusal("not_empty", $"{folder} is not empty. A backup is restored into a folder of its own: name another one by --data, or move what is there away.");
        }
        var opened = OpenBackup.Open(order.File, order.Words);
        if (!opened.IsDone)
        {
            return opened.Refusal;
        }
        using var backup = opened.Value;
        if (order.Key is { } key && key.Trim() != backup.Manifest.SiteKey)
        {
            return new Refusal("other_key", $"This backup is of the newsroom with the key {backup.Manifest.SiteKey}, not of the one that you named.");
        }
        var home = Path.GetDirectoryName(folder) ?? folder;
        Directory.CreateDirectory(home);
        if (FreeRoom.TooLittle(home, backup.Manifest.Entries.Values.Sum(e => e.Bytes)) is { } full)
        {
            return full;
        }
        var secrets = backup.Manifest.HasKeys ? await SecretsAsync(backup, order.Passphrase(), cancel) : new Opened(null);
        return secrets.IsDone ? await RestoreAsync(backup, secrets.Value.Content, folder, order, environment, progress, cancel) : secrets.Refusal;
    }

    /// <summary>What lies under the passphrase; null content where none is given, or nothing lies there.</summary>
    public static async Task<Outcome<Opened>> SecretsAsync(OpenBackup backup, string? passphrase, CancellationToken cancel)
    {
        if (!backup.Manifest.HasKeys || string.IsNullOrEmpty(passphrase))
        {
            return new Opened(null);
        }
        return SealedSecrets.Open(await backup.BytesAsync(EntryName.Secrets, cancel), passphrase) is { } content
            ? new Opened(content)
            : new Refusal("passphrase", "This is not the passphrase of the private keys in this backup. Without one they stay out: press Enter alone.");
    }

    private async Task<Outcome<RestoreReport>> RestoreAsync(OpenBackup backup, SealedSecrets.Content? secrets, string folder, RestoreOrder order, IDictionary environment, Action<double, string> progress, CancellationToken cancel)
    {
        // An empty folder that is there may be a disk of its own.
        var aside = Directory.Exists(folder) ? Path.Combine(folder, Unfinished) : folder + Unfinished;
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }
        Directory.CreateDirectory(aside);
        var target = new DataFolder(aside);
        IEngine engine = order.Postgres is { } postgres ? new PostgresEngine(postgres) : new SqliteEngine(target);
        IBackupTables tables = order.Postgres is null ? new SqliteTables() : new PostgresTables();
        var isDone = false;
        try
        {
            if (await IsTakenAsync(engine, tables, cancel))
            {
                return new Refusal("not_empty", "The database is not empty. A backup is restored into an empty one: make it, and name it in Storage:Postgres.");
            }
            var unpack = new UnpackBackup(backup, target, engine, tables, time);
            await unpack.RunAsync(secrets, (share, what) => progress(share * 0.7, what), cancel);
            var findings = await ProveAsync(backup.Manifest, aside, environment, (share, what) => progress(0.7 + (share * 0.3), what), cancel);
            var withdrawn = await WithdrawAsync(backup.Manifest, order.Edition, aside, environment, cancel);
            if (!withdrawn.IsDone)
            {
                return withdrawn.Refusal;
            }
            SqliteConnection.ClearAllPools();
            Mishap.Here("backup restored aside");
            ToDisk();
            Move(aside, folder);
            isDone = true;
            return new RestoreReport
            {
                Folder = folder,
                MadeAt = backup.Manifest.MadeAt,
                SiteKey = backup.Manifest.SiteKey,
                Address = backup.Manifest.Address,
                HasKeys = secrets is not null,
                Tables = unpack.Rows.Count,
                Rows = unpack.Rows.Values.Sum(),
                Media = backup.Manifest.Entries.Keys.Count(name => name.StartsWith("media/", StringComparison.Ordinal)),
                Pages = backup.Manifest.Pages.Count,
                Findings = [.. findings, .. withdrawn.Value],
                SettingsLeftOut = backup.Manifest.SettingsLeftOut,
            };
        }
        catch (BadBackupException e)
        {
            return new Refusal("damaged", $"{order.File} is no whole backup: {e.Message}. Nothing was restored; take another copy of it, or an older one.");
        }
        catch (IOException e) when (FreeRoom.IsFull(e))
        {
            return FreeRoom.Full(folder);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            if (engine is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync();
            }
            if (!isDone && Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    // Tables that a killed restore left behind without rows are no obstacle.
    private static async Task<bool> IsTakenAsync(IEngine engine, IBackupTables tables, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        foreach (var shape in await tables.ShapesAsync(connection, cancel))
        {
            if (shape.Name != "schema_steps" && await Sql.AskAsync(connection, $"SELECT 1 FROM \"{shape.Name}\" LIMIT 1", cancel) is not null)
            {
                return true;
            }
        }
        return false;
    }

    private async Task<IReadOnlyList<Finding>> ProveAsync(Manifest manifest, string folder, IDictionary environment, Action<double, string> progress, CancellationToken cancel)
    {
        OpenNewsroom newsroom;
        void clock(IServiceCollection services) => services.AddSingleton<TimeProvider>(new StandingClock(manifest.MadeAt));
        var findings = new List<Finding>();
        try
        {
            newsroom = await open(folder, environment, clock, cancel);
        }
        catch (SettingsException e) when (File.Exists(new DataFolder(folder).Settings))
        {
            // A setting that this program does not know any more must not keep a newsroom from its readers.
            File.Move(new DataFolder(folder).Settings, new DataFolder(folder).Settings + ".restored");
            findings.Add(new("settings", $"The settings lie in broadside.json.restored and are not in force: {e.Message}"));
            newsroom = await open(folder, environment, clock, cancel);
        }
        await using (newsroom)
        {
            findings.AddRange(await newsroom.Services.GetRequiredService<ProveNewsroom>().RunAsync(manifest, progress, cancel));
        }
        return findings;
    }

    private async Task<Outcome<IReadOnlyList<Finding>>> WithdrawAsync(Manifest manifest, string? edition, string folder, IDictionary environment, CancellationToken cancel)
    {
        if (edition is null)
        {
            return Outcome.Of<IReadOnlyList<Finding>>([]);
        }
        var keys = Directory.EnumerateFiles(new DataFolder(folder).Keys, "*.pub", SearchOption.AllDirectories).Select(file => File.ReadAllLines(file)[^1].Trim()).Append(manifest.SiteKey).ToList();
        var newer = NewerEdition.Read(Path.GetFullPath(edition), keys);
        if (!newer.IsDone)
        {
            return newer.Refusal;
        }
        await using var newsroom = await open(folder, environment, null, cancel);
        return await newsroom.Services.GetRequiredService<ApplyWithdrawn>().RunAsync(manifest, newer.Value, cancel);
    }

    private static void Move(string from, string to)
    {
        if (!Directory.Exists(to))
        {
            Directory.Move(from, to);
            return;
        }
        // The database last: without it nothing is served yet.
        foreach (var entry in Directory.EnumerateFileSystemEntries(from).OrderBy(e => Path.GetFileName(e).StartsWith("broadside.db", StringComparison.Ordinal)).ToList())
        {
            var place = Path.Combine(to, Path.GetFileName(entry));
            if (Directory.Exists(entry))
            {
                Directory.Move(entry, place);
            }
            else
            {
                File.Move(entry, place);
            }
        }
        Directory.Delete(from);
    }

    private static void ToDisk()
    {
        if (!OperatingSystem.IsWindows())
        {
            Sync();
        }
    }

    [DllImport("libc", EntryPoint = "sync")]
    private static extern void Sync();

    /// <param name="Content">Null: closed, or none.</param>
    internal sealed record Opened(SealedSecrets.Content? Content);
}
