using System.Collections;
using Broadside.Backup.Packing;
using Broadside.Backup.Restoring;
using Broadside.Backup.Tables;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.Data.Sqlite;

namespace Broadside.Backup.Drilling;

/// <summary>
/// Proves that a backup restores: into a folder of its own with a SQLite database, whatever it came from; opened with the clock standing
/// at the moment of the backup, compared, and thrown away. No job runs, nothing listens, nothing is sent.
/// </summary>
internal sealed class DrillBackup(OpenData open, TimeProvider time)
{
    /// <param name="file">The backup.</param>
    /// <param name="words">Asks for the words of the recovery key, where the file is encrypted.</param>
    /// <param name="passphrase">Opens the private keys as well; null: they stay closed.</param>
    /// <param name="progress">Hears the share that is done.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<DrillReport> RunAsync(string file, Func<string?> words, string? passphrase, Action<double, string> progress, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var path = Path.GetFullPath(file);
        var opened = OpenBackup.Open(path, words);
        if (!opened.IsDone)
        {
            return Report(path, null, null, Proof.Bad(opened.Refusal.Code, opened.Refusal.Message), began);
        }
        using var backup = opened.Value;
        var scratch = Scratch(path);
        try
        {
            var (rows, proof) = await ProveAsync(backup, scratch, passphrase, progress, cancel);
            return Report(path, backup, rows, proof, began);
        }
        catch (BadBackupException e)
        {
            return Report(path, backup, null, Proof.Bad("damaged", $"{path} is no whole backup: {e.Message}."), began);
        }
        catch (IOException e) when (FreeRoom.IsFull(e))
        {
            return Report(path, backup, null, Proof.Bad("disk_full", FreeRoom.Full(scratch).Message), began);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<(long Rows, Proof Proof)> ProveAsync(OpenBackup backup, string scratch, string? passphrase, Action<double, string> progress, CancellationToken cancel)
    {
        var secrets = await RestoreBackup.SecretsAsync(backup, passphrase, cancel);
        if (!secrets.IsDone)
        {
            return (0, Proof.Bad(secrets.Refusal.Code, secrets.Refusal.Message));
        }
        var target = new DataFolder(scratch);
        var unpack = new UnpackBackup(backup, target, new SqliteEngine(target), new SqliteTables(), time);
        await unpack.RunAsync(secrets.Value.Content, (share, what) => progress(share * 0.6, what), cancel);
        // Whatever this machine's own variables say of relays, rails and databases is none of the copy's business.
        var environment = new Hashtable { [Settings.Prefix + "KIT__ADDRESS"] = backup.Manifest.Address };
        OpenNewsroom newsroom;
        try
        {
            newsroom = await open(scratch, environment, services =>
            {
                services.AddSingleton<TimeProvider>(new StandingClock(backup.Manifest.MadeAt));
                services.AddLogging(logging => logging.ClearProviders());
            }, cancel);
        }
        catch (SettingsException e)
        {
            return (unpack.Rows.Values.Sum(), Proof.Bad("opening", $"A newsroom restored from it does not open: {e.Message}"));
        }
        await using (newsroom)
        {
            return (unpack.Rows.Values.Sum(), await newsroom.Services.GetRequiredService<ProveNewsroom>().RunAsync(backup.Manifest, (share, what) => progress(0.6 + (share * 0.4), what), cancel));
        }
    }

    // Beside the file where that can be written, because there is room for it; else where the system has its passing files.
    private static string Scratch(string path)
    {
        var beside = Path.Combine(Path.GetDirectoryName(path)!, ScratchName.New());
        try
        {
            return Directory.CreateDirectory(beside).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Directory.CreateTempSubdirectory("broadside-drill-").FullName;
        }
    }

    private DrillReport Report(string path, OpenBackup? backup, long? rows, Proof proof, long began) => new()
    {
        File = path,
        Findings = proof.Findings,
        Notes = proof.Notes,
        Bytes = File.Exists(path) ? new FileInfo(path).Length : 0,
        MadeAt = backup?.Manifest.MadeAt,
        Format = backup?.Manifest.Format,
        Program = backup?.Manifest.Program,
        SiteKey = backup?.Manifest.SiteKey,
        Signed = backup?.Manifest.IsSigned ?? false,
        Encrypted = backup?.IsSealed ?? false,
        Public = backup?.Manifest.IsPublic ?? false,
        Edition = backup?.Manifest.Edition?.Number,
        Entries = backup?.Manifest.Entries.Count ?? 0,
        Tables = backup?.Manifest.Tables.Count ?? 0,
        Rows = rows ?? 0,
        Versions = backup?.Manifest.Versions.Live ?? 0,
        Media = backup?.Manifest.Entries.Keys.Count(name => name.StartsWith("media/", StringComparison.Ordinal)) ?? 0,
        Pages = backup?.Manifest.Pages.Count ?? 0,
        Milliseconds = (long)time.GetElapsedTime(began).TotalMilliseconds,
    };
}
