using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
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
        var target = new DataFolder(aside);
        var postgres = order.Postgres is { } connection ? new PostgresEngine(connection) : null;
        IEngine engine = postgres is null ? new SqliteEngine(target) : postgres;
        IBackupTables tables = postgres is null ? new SqliteTables() : new PostgresTables();
        // A database in the folder goes with the folder.
        var unfinished = postgres is null ? null : new UnfinishedRestore(postgres);
        var (isFolderOurs, isDatabaseOurs, isDone) = (false, false, false);
        try
        {
            var newer = order.Edition is { } edition ? NewerEdition.Read(Path.GetFullPath(edition), await KeysAsync(backup, cancel)) : null;
            if (newer is not null && !newer.IsDone)
            {
                return newer.Refusal;
            }
            if (unfinished is not null && await unfinished.IsThereAsync(cancel))
            {
                await unfinished.ClearAsync(cancel);
            }
            isFolderOurs = true;
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
            Directory.CreateDirectory(aside);
            if (await IsTakenAsync(engine, tables, cancel))
            {
                return new Refusal("not_empty", "The database is not empty. A backup is restored into an empty one: make it, and name it in Storage:Postgres.");
            }
            isDatabaseOurs = true;
            var unpack = new UnpackBackup(backup, target, engine, tables, time) { LeavesMark = unfinished is not null };
            await unpack.RunAsync(secrets, (share, what) => progress(share * 0.7, what), cancel);
            var proof = await ProveAsync(backup.Manifest, aside, environment, (share, what) => progress(0.7 + (share * 0.3), what), cancel);
            var withdrawn = await WithdrawAsync(backup.Manifest, newer?.Value, aside, environment, cancel);
            if (!withdrawn.IsDone)
            {
                return withdrawn.Refusal;
            }
            SqliteConnection.ClearAllPools();
            Mishap.Here("backup restored aside");
            ToDisk();
            if (unfinished is not null)
            {
                await unfinished.PlaceAsync(aside, cancel);
            }
            Move(aside, folder);
            isDone = true;
            Mishap.Here("backup restored");
            if (unfinished is not null)
            {
                await unfinished.EndAsync(CancellationToken.None);
            }
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
                Findings = [.. proof.Findings, .. withdrawn.Value],
                Notes = proof.Notes,
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
            try
            {
                if (isDatabaseOurs && !isDone && unfinished is not null)
                {
                    await unfinished.ClearAsync(CancellationToken.None);
                }
            }
            finally
            {
                if (postgres is not null)
                {
                    await postgres.DisposeAsync();
                }
                if (isFolderOurs && !isDone && Directory.Exists(aside))
                {
                    Directory.Delete(aside, recursive: true);
                }
            }
        }
    }

    // Of a newsroom that has turned its key the older ones too, as its backup brings them.
    private static async Task<List<string>> KeysAsync(OpenBackup backup, CancellationToken cancel)
    {
        var keys = new List<string> { backup.Manifest.SiteKey };
        foreach (var name in backup.Manifest.Entries.Keys.Where(n => n.StartsWith(EntryName.File("keys/"), StringComparison.Ordinal) && n.EndsWith(".pub", StringComparison.Ordinal)))
        {
            keys.Add(Encoding.UTF8.GetString(await backup.BytesAsync(name, cancel)).TrimEnd().Split('\n')[^1].Trim());
        }
        return keys;
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

    private async Task<Proof> ProveAsync(Manifest manifest, string folder, IDictionary environment, Action<double, string> progress, CancellationToken cancel)
    {
        OpenNewsroom newsroom;
        void clock(IServiceCollection services) => services.AddSingleton<TimeProvider>(new StandingClock(manifest.MadeAt));
        IReadOnlyList<Finding> settings = [];
        try
        {
            newsroom = await open(folder, environment, clock, cancel);
        }
        catch (SettingsException e) when (File.Exists(new DataFolder(folder).Settings))
        {
            // A setting that this program does not know any more must not keep a newsroom from its readers.
            File.Move(new DataFolder(folder).Settings, new DataFolder(folder).Settings + ".restored");
            settings = [new("settings", $"The settings lie in broadside.json.restored and are not in force: {e.Message}")];
            newsroom = await open(folder, environment, clock, cancel);
        }
        await using (newsroom)
        {
            var proof = await newsroom.Services.GetRequiredService<ProveNewsroom>().RunAsync(manifest, progress, cancel);
            return proof with { Findings = [.. settings, .. proof.Findings] };
        }
    }

    private async Task<Outcome<IReadOnlyList<Finding>>> WithdrawAsync(Manifest manifest, NewerEdition? newer, string folder, IDictionary environment, CancellationToken cancel)
    {
        if (newer is null)
        {
            return Outcome.Of<IReadOnlyList<Finding>>([]);
        }
        await using var newsroom = await open(folder, environment, null, cancel);
        return await newsroom.Services.GetRequiredService<ApplyWithdrawn>().RunAsync(manifest, newer, cancel);
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
