using Broadside.Backup.Sealing;
using Broadside.Backup.Tables;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Mirror.Editions;
using Broadside.Storage;

namespace Broadside.Backup.Packing;

/// <summary>
/// Writes the whole newsroom into one file while everything runs: <c>FILE.tmp</c> first, on the disk for good, then in place of the old
/// one. Whatever happens before that, the old file stays.
/// </summary>
internal sealed class MakeBackup(
    IEngine engine,
    IBackupTables tables,
    PackTables pack,
    DataFolder folder,
    DataFiles data,
    PlainSettings settings,
    VersionFiles files,
    VersionStore versions,
    PublicPages pages,
    KeyRing keys,
    MediaStore media,
    EditionFolder edition,
    EditionFingerprint fingerprint,
    BaseAddress address,
    TimeProvider time)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // While somebody publishes, the pages are made anew: only what has changed since. After so many times they may be one step behind.
    private const int MostRounds = 5;

    public async Task<Outcome<BackupReport>> RunAsync(BackupOrder order, Action<double, string> progress, CancellationToken cancel)
    {
        var path = Path.GetFullPath(order.File);
        var home = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(home))
        {
            return new Refusal("no_folder", $"There is no folder {home}. Make it, or name another place.");
        }
        if (Directory.Exists(path))
        {
            return new Refusal("is_folder", $"{path} is a folder. Name a file, as {Path.Combine(path, "newsroom.bsb")}.");
        }
        if (order.Recipient is not null && RecoveryKey.Read(order.Recipient) is null)
        {
            return new Refusal("recovery_key", "This is no recovery key. It is a line that begins with “bsb1.”, as `broadside backup key` printed it.");
        }
        if (FreeRoom.TooLittle(home, MediaBytes()) is { } full)
        {
            return full;
        }
        try
        {
            return await WriteAsync(order, path, progress, cancel);
        }
        catch (IOException e) when (FreeRoom.IsFull(e))
        {
            return FreeRoom.Full(home);
        }
    }

    private async Task<BackupReport> WriteAsync(BackupOrder order, string path, Action<double, string> progress, CancellationToken cancel)
    {
        var temporary = path + ".tmp";
        // Held alone: somebody else may be writing the same backup. What a killed program left there is overwritten.
        await using var file = new FileStream(temporary, Aside(temporary));
        var isInPlace = false;
        try
        {
            file.SetLength(0);
            Mishap.Here("backup begun");
            await using var paced = new PacedStream(file);
            var manifest = await PackIntoAsync(paced, order, progress, cancel);
            file.Flush(flushToDisk: true);
            Mishap.Here("backup written aside");
            File.Move(temporary, path, overwrite: true);
            isInPlace = true;
            FolderFlush.Run(Path.GetDirectoryName(path)!);
            Mishap.Here("backup in place");
            return Report(order, path, manifest);
        }
        finally
        {
            if (!isInPlace)
            {
                File.Delete(temporary);
            }
        }
    }

    private static FileStreamOptions Aside(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            File.Delete(path);
        }
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 18 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }
        return options;
    }

    private async Task<Manifest> PackIntoAsync(Stream file, BackupOrder order, Action<double, string> progress, CancellationToken cancel)
    {
        if (order.Recipient is not { } line)
        {
            return await PackAsync(file, order, progress, cancel);
        }
        await using var closed = new SealingStream(file, RecoveryKey.Read(line)!);
        var manifest = await PackAsync(closed, order, progress, cancel);
        closed.End();
        return manifest;
    }

    private async Task<Manifest> PackAsync(Stream output, BackupOrder order, Action<double, string> progress, CancellationToken cancel)
    {
        var (snapshot, hashes) = await SnapshotAsync(progress, cancel);
        await using var held = snapshot;
        using var writer = new BackupWriter(output, time.GetUtcNow());
        var packed = await pack.RunAsync(snapshot, writer, order, (share, what) => progress(0.1 + (share * 0.2), what), cancel);
        await PackFilesAsync(snapshot, writer, order, packed, cancel);
        await PackMediaAsync(writer, order.IsPublic ? packed.Media : null, share => progress(0.3 + (share * 0.7), "media"), cancel);
        var manifest = new Manifest
        {
            Format = Manifest.NewestFormat,
            Program = Manifest.ThisProgram,
            MadeAt = time.GetUtcNow(),
            Engine = engine.Name,
            Schema = await StepsAsync(snapshot, cancel),
            Address = address.Value,
            SiteKey = keys.SitePublicKey,
            IsSigned = keys.CanSign,
            IsPublic = order.IsPublic,
            HasKeys = order.Passphrase is not null,
            Tables = packed.Tables,
            Sequences = await tables.SequencesAsync(snapshot.Connection, cancel),
            Entries = writer.Entries,
            Versions = new VersionsFact(snapshot.Live, snapshot.Seq),
            Audit = order.IsPublic ? null : await AuditAsync(snapshot, cancel),
            Edition = await EditionAsync(snapshot, cancel),
            Pages = hashes,
            MissingMedia = [.. packed.Media.Where(sha256 => !writer.Entries.ContainsKey(EntryName.Media(sha256))).Order(StringComparer.Ordinal)],
            SettingsLeftOut = order.IsPublic ? [] : settings.LeftOut(),
        };
        var bytes = CanonicalJson.Bytes(manifest);
        await writer.AddPlainAsync(Manifest.Name, isPacked: true, s => s.WriteAsync(bytes, cancel).AsTask());
        if (keys.CanSign)
        {
            var signature = System.Text.Encoding.UTF8.GetBytes(keys.SignFile(bytes, $"backup made:{manifest.MadeAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));
            await writer.AddPlainAsync(Manifest.Signature, isPacked: false, s => s.WriteAsync(signature, cancel).AsTask());
        }
        return manifest;
    }

    // Pages first, then the instant of the backup: where nothing was published in between, both tell the same.
    private async Task<(Snapshot Snapshot, SortedDictionary<string, string> Pages)> SnapshotAsync(Action<double, string> progress, CancellationToken cancel)
    {
        await versions.CatchUpAsync(cancel);
        for (var round = 1; ; round++)
        {
            versions.Refresh();
            var seq = files.Seq;
            var hashes = await pages.HashesAsync(share => progress(share * 0.1, "pages"), cancel);
            var snapshot = await Snapshot.TakeAsync(engine, tables, data, files, versions, folder.Within("audit.head"), cancel);
            if (snapshot.Seq == seq || round == MostRounds)
            {
                return (snapshot, hashes);
            }
            await snapshot.DisposeAsync();
        }
    }

    private async Task PackFilesAsync(Snapshot snapshot, BackupWriter writer, BackupOrder order, PackTables.Packed packed, CancellationToken cancel)
    {
        foreach (var file in snapshot.Versions.Concat(data.Others(order.IsPublic)))
        {
            await writer.AddAsync(EntryName.File(file.Place, file.IsOfPeople), isPacked: true, output => file.Content is { } content
                ? output.WriteAsync(content, cancel).AsTask()
                : CopyAsync(folder.Within(file.Place), file.Length, output, cancel));
        }
        if (snapshot.AuditHead is { } head && !order.IsPublic)
        {
            await writer.AddAsync(EntryName.File("audit.head"), isPacked: true, output => output.WriteAsync(head, cancel).AsTask());
        }
        await writer.AddAsync(EntryName.Settings, isPacked: true, output => output.WriteAsync(settings.Bytes(order.IsPublic), cancel).AsTask());
        if (order.Passphrase is { } passphrase)
        {
            var secret = new SealedSecrets.Content(new(StringComparer.Ordinal), packed.Secrets);
            foreach (var place in data.PrivateKeys())
            {
                secret.Files[place] = Convert.ToBase64String(await File.ReadAllBytesAsync(folder.Within(place), cancel));
            }
            await writer.AddAsync(EntryName.Secrets, isPacked: false, output => output.WriteAsync(SealedSecrets.Seal(secret, passphrase), cancel).AsTask());
        }
    }

    // After the rows: what came meanwhile is only too much, and a file is never changed.
    private async Task PackMediaAsync(BackupWriter writer, IReadOnlySet<string>? only, Action<double> progress, CancellationToken cancel)
    {
        var all = media.All().Where(sha256 => only is null || only.Contains(sha256)).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < all.Count; i++)
        {
            progress((double)i / all.Count);
            await PackIfThereAsync(writer, EntryName.Media(all[i]), media.PathOf(all[i]), cancel);
            if (only is null && media.HasOriginal(all[i]))
            {
                await PackIfThereAsync(writer, EntryName.Original(all[i]), media.OriginalPathOf(all[i]), cancel);
            }
        }
    }

    // Somebody may remove a file in this moment.
    private static async Task PackIfThereAsync(BackupWriter writer, string name, string path, CancellationToken cancel)
    {
        FileStream file;
        try
        {
            file = Open(path);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return;
        }
        await using (file)
        {
            await writer.AddAsync(name, isPacked: false, output => file.CopyToAsync(output, 1 << 18, cancel));
        }
    }

    private static async Task CopyAsync(string path, long? length, Stream output, CancellationToken cancel)
    {
        await using var file = Open(path);
        var left = length ?? long.MaxValue;
        var buffer = new byte[1 << 18];
        while (left > 0 && await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancel) is > 0 and var read)
        {
            await output.WriteAsync(buffer.AsMemory(0, read), cancel);
            left -= read;
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);

    private static async Task<IReadOnlyList<string>> StepsAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await using var command = snapshot.Connection.CreateCommand();
        command.CommandText = "SELECT name FROM schema_steps";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancel))
        {
            names.Add(reader.GetString(0));
        }
        return [.. names];
    }

    private static async Task<AuditFact?> AuditAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await using var command = snapshot.Connection.CreateCommand();
        command.CommandText = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new AuditFact(reader.GetInt64(0), reader.GetString(1)) : null;
    }

    private async Task<EditionFact?> EditionAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await using var command = snapshot.Connection.CreateCommand();
        command.CommandText = "SELECT number, sums_sha256 FROM editions ORDER BY number DESC LIMIT 1";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new EditionFact(reader.GetInt64(0), reader.GetString(1)) { Seq = Shown() } : null;
    }

    // What pages of the newest edition show, where they would be made with the same bytes today.
    private long? Shown() => EditionState.Load(edition.State) is { } known && known.Fingerprint == fingerprint.Value ? known.Seq : null;

    private long MediaBytes() => Directory.Exists(folder.Media) ? new DirectoryInfo(folder.Media).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) : 0;

    private static BackupReport Report(BackupOrder order, string path, Manifest manifest) => new()
    {
        File = path,
        Bytes = new FileInfo(path).Length,
        MadeAt = manifest.MadeAt,
        Tables = manifest.Tables.Count,
        Rows = manifest.Tables.Values.Sum(t => t.Rows),
        Media = manifest.Entries.Keys.Count(name => name.StartsWith("media/", StringComparison.Ordinal)),
        Versions = manifest.Versions.Live,
        Pages = manifest.Pages.Count,
        Edition = manifest.Edition?.Number,
        IsSigned = manifest.IsSigned,
        IsEncrypted = order.Recipient is not null,
        HasKeys = manifest.HasKeys,
        IsPublic = order.IsPublic,
        MissingMedia = manifest.MissingMedia,
        SettingsLeftOut = manifest.SettingsLeftOut,
    };
}
