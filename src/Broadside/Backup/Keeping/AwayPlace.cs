using System.Security.Cryptography;
using Broadside.Backup.Sealing;
using Broadside.Kit;
using Broadside.Mirror.Targets;
using Broadside.Storage;

namespace Broadside.Backup.Keeping;

/// <summary>The place outside the house that encrypted copies of backups go to: a folder, or a far machine reached as mirrors are.</summary>
internal sealed class AwayPlace(BackupSettings settings, OpenTarget open, DataFolder data)
{
    // Beside the backups, where there is room for one more.
    private const string Side = ".away";

    public bool IsSet => settings.Away is { Length: > 0 };

    /// <summary>Another machine: what lies there is known by what was sent. Of a folder, whose disks may be changed in turn, by looking.</summary>
    public bool IsFar => settings.Away!.Contains("://", StringComparison.Ordinal) || (settings.Away.Contains('@', StringComparison.Ordinal) && !settings.Away.StartsWith('/'));

    private string HostKey => data.Within("backup-away-host");

    private string SshKeyFile => Path.Combine(data.Keys, "backup-away");

    /// <param name="file">The backup.</param>
    /// <param name="line">The recovery key that it is encrypted to.</param>
    /// <param name="old">Names of files that are taken away once it is there.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="MirrorTrouble">The place does not take it.</exception>
    /// <exception cref="IOException">A disk of this machine fails.</exception>
    public Task SendAsync(string file, string line, IReadOnlyList<string> old, CancellationToken cancel) =>
        IsFar ? SendFarAsync(file, line, old, cancel) : CopyAsync(file, line, cancel);

    /// <summary>In words for whoever looks after the machine.</summary>
    public string Told(MirrorTrouble trouble)
    {
        var why = trouble.Kind switch
        {
            TroubleKind.Unreachable => "it cannot be reached",
            TroubleKind.Login when File.Exists(SshKeyFile + ".pub") => $"it does not let Broadside in; put this line into the file .ssh/authorized_keys there: {File.ReadAllText(SshKeyFile + ".pub").Trim()}",
            TroubleKind.Login => "it refuses user or password; correct Backup:AwayUser and Backup:AwayPassword",
            TroubleKind.HostKey => $"its host shows another key than the first time; if that machine was set up anew, remove the file {HostKey}",
            TroubleKind.Denied => "it may be read but not written",
            TroubleKind.Full => "it has no room left",
            TroubleKind.Slow => "it stopped answering in the middle",
            TroubleKind.NoProgram => "a program is missing on this machine",
            _ => "it did not take the file",
        };
        return $"{settings.Away}: {why}{(trouble.Said.Length > 0 ? $" ({trouble.Said})" : "")}.";
    }

    private async Task CopyAsync(string file, string line, CancellationToken cancel)
    {
        var folder = Path.GetFullPath(settings.Away!);
        if (!Directory.Exists(folder))
        {
            throw new IOException($"the folder {folder} is not there. Is its disk in its place?");
        }
        await SealCopy.RunAsync(file, Path.Combine(folder, Path.GetFileName(file)), line, cancel);
        foreach (var past in Directory.GetFiles(folder, BackupName.Pattern).Where(BackupName.IsOurs).OrderDescending(StringComparer.Ordinal).Skip(Math.Max(1, settings.Keep)))
        {
            File.Delete(past);
        }
    }

    private async Task SendFarAsync(string file, string line, IReadOnlyList<string> old, CancellationToken cancel)
    {
        var parsed = MirrorAddress.Parse(settings.Away);
        if (!parsed.IsDone)
        {
            throw new MirrorTrouble(TroubleKind.Broken, parsed.Refusal.Message);
        }
        var side = Path.Combine(Path.GetDirectoryName(file)!, Side);
        var (sealedFile, isResumed) = await SealAsync(file, side, line, cancel);
        var pin = new HostKeyPin(Pinned(parsed.Value));
        try
        {
            await using var target = await open.RunAsync(parsed.Value, Secret(parsed.Value), pin, cancel);
            await target.StageAsync([sealedFile], isResumed, cancel);
            await target.PlaceAsync([sealedFile], isResumed, cancel);
            Mishap.Here("backup away");
            await target.RemoveAsync(old, cancel);
        }
        finally
        {
            if (pin.Pinned is { } shown && Pinned(parsed.Value) is null)
            {
                AtomicFile.Write(HostKey, System.Text.Encoding.ASCII.GetBytes($"{HostOf(parsed.Value)}\n{shown}\n"));
            }
        }
        Directory.Delete(side, recursive: true);
    }

    // A place at another host is another place.
    private string? Pinned(MirrorAddress address) => File.Exists(HostKey) && File.ReadAllLines(HostKey) is [var host, var shown, ..] && host == HostOf(address) ? shown : null;

    private static string HostOf(MirrorAddress address) => $"{address.Host}:{address.Port}";

    // Encrypted once: what was brought over of it is not sent again.
    private static async Task<(SentFile File, bool IsResumed)> SealAsync(string file, string side, string line, CancellationToken cancel)
    {
        var (name, path) = (Path.GetFileName(file), Path.Combine(side, Path.GetFileName(file)));
        Directory.CreateDirectory(side);
        foreach (var other in Directory.GetFiles(side).Where(f => f != path))
        {
            File.Delete(other);
        }
        var isResumed = File.Exists(path);
        if (!isResumed)
        {
            await SealCopy.RunAsync(file, path, line, cancel);
        }
        await using var stream = File.OpenRead(path);
        return (new SentFile(side, name, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel))), isResumed);
    }

    private MirrorSecret Secret(MirrorAddress address)
    {
        var given = new MirrorSecret { User = settings.AwayUser, Password = settings.AwayPassword };
        if (given.Password is not null || (address.Kind != MirrorKind.Sftp && !address.IsSsh))
        {
            return given;
        }
        if (!File.Exists(SshKeyFile))
        {
            var (made, open) = SshKey.Make("broadside-backup");
            AtomicFile.Write(SshKeyFile + ".pub", System.Text.Encoding.ASCII.GetBytes(open + "\n"));
            AtomicFile.Write(SshKeyFile, System.Text.Encoding.ASCII.GetBytes(made), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        return given with { PrivateKey = File.ReadAllText(SshKeyFile) };
    }
}
