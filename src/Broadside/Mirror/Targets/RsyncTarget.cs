using Broadside.Kit;

namespace Broadside.Mirror.Targets;

/// <summary>
/// Sends by the program rsync, to its daemon or over SSH. rsync brings all bytes over first and renames at the end
/// (<c>--delay-updates</c>); what a broken push brought over already is not sent again.
/// </summary>
internal sealed class RsyncTarget(MirrorAddress address, RsyncProgram program) : IMirrorTarget
{
    // Where --delay-updates keeps files until it renames them.
    private const string Aside = ".~tmp~";
    private const int SomeVanished = 24;

    private bool isUntidy;

    public Action<SentFile>? Sent { get; set; }

    public async Task<byte[]?> ReadAsync(string path, int most, CancellationToken cancel)
    {
        var copy = Path.Combine(program.Folder, "read");
        File.Delete(copy);
        await program.RunAsync(["--copy-links", $"--max-size={most}", .. program.Common, "--", There(path), copy], null, null, cancel, isMissingFine: true);
        return File.Exists(copy) ? await File.ReadAllBytesAsync(copy, cancel) : null;
    }

    public Task StageAsync(IReadOnlyList<SentFile> files, bool isResumed, CancellationToken cancel)
    {
        isUntidy |= isResumed;
        return Task.CompletedTask;
    }

    public async Task PlaceAsync(IReadOnlyList<SentFile> files, bool isResumed, CancellationToken cancel)
    {
        foreach (var group in files.GroupBy(f => f.Root))
        {
            var byPath = group.ToDictionary(f => f.Path, StringComparer.Ordinal);
            string[] how = ["--from0", "--files-from=-", "--ignore-times", "--copy-links", "--perms", "--chmod=D755,F644", "--delay-updates", "--out-format=>%n"];
            await program.RunAsync([.. how, .. program.Common, "--", group.Key + "/", There("")], byPath.Keys, line =>
            {
                if (line.StartsWith('>') && byPath.TryGetValue(line[1..], out var file))
                {
                    Mishap.Here("mirror file in place");
                    Sent?.Invoke(file);
                }
            }, cancel);
        }
    }

    public async Task RemoveAsync(IReadOnlyList<string> paths, CancellationToken cancel)
    {
        var nothing = Path.Combine(program.Folder, "nothing");
        Directory.CreateDirectory(nothing);
        if (paths.Count > 0)
        {
            // Files named that are not here are taken away there, and no others.
            await program.RunAsync(["--from0", "--files-from=-", "--delete-missing-args", .. program.Common, "--", nothing + "/", There("")], paths, null, cancel, SomeVanished);
            Mishap.Here("mirror files removed");
        }
        if (isUntidy || paths.Count > 0)
        {
            // Takes away what rsync left at the side and folders that are empty; the filter protects all else.
            string[] how = ["--recursive", "--delete", "--existing", "--ignore-existing", "--include=*/", $"--include={Aside}/**", "--exclude=*"];
            await program.RunAsync([.. how, .. program.Common, "--", nothing + "/", There("")], null, null, cancel);
        }
    }

    public ValueTask DisposeAsync()
    {
        program.Dispose();
        return ValueTask.CompletedTask;
    }

    private string There(string path)
    {
        var user = address.IsSsh ? address.User : program.User;
        var at = user.Length > 0 ? user + "@" : "";
        return address.IsSsh
            ? $"{at}{address.Host}:{address.Path}/{path}"
            : $"rsync://{at}{address.Host}{(address.Port is { } port ? $":{port}" : "")}/{address.Path}/{path}";
    }
}
