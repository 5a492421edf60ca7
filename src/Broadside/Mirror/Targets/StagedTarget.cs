using Broadside.Kit;

namespace Broadside.Mirror.Targets;

/// <summary>
/// Sends to a place that can rename: all bytes go into a folder at the side first, which may take hours and be broken off; then
/// every file is moved to where readers see it, which takes no longer than as many renames.
/// </summary>
internal sealed class StagedTarget(IFarFiles far) : IMirrorTarget
{
    /// <summary>The folder at the side.</summary>
    public const string Side = ".broadside-incoming";

    private readonly HashSet<string> made = [""];

    public Action<SentFile>? Sent { get; set; }

    public Task<byte[]?> ReadAsync(string path, int most, CancellationToken cancel) => far.ReadAsync(path, most, cancel);

    public async Task StageAsync(IReadOnlyList<SentFile> files, bool isResumed, CancellationToken cancel)
    {
        if (files.Count == 0)
        {
            return;
        }
        await far.MakeFolderAsync(Side, cancel);
        await AllAsync(files, async (file, token) =>
        {
            var (aside, size) = (Aside(file), file.Size);
            if (!isResumed || await far.SizeAsync(aside, token) != size)
            {
                await WriteAsync(file, aside, size, token);
            }
            Mishap.Here("mirror file at the side");
            Sent?.Invoke(file);
        }, cancel);
        await far.SettleAsync(cancel);
    }

    public async Task PlaceAsync(IReadOnlyList<SentFile> files, bool isResumed, CancellationToken cancel)
    {
        foreach (var folder in files.Select(f => FolderOf(f.Path)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(f => !made.Contains(f)))
        {
            await far.MakeFolderAsync(folder, cancel);
            made.Add(folder);
        }
        await AllAsync(files, async (file, token) =>
        {
            await far.MoveAsync(Aside(file), file.Path, token);
            Mishap.Here("mirror file in place");
        }, cancel);
        await far.SettleAsync(cancel);
    }

    public async Task RemoveAsync(IReadOnlyList<string> paths, CancellationToken cancel)
    {
        await AllAsync(paths, async (path, token) =>
        {
            await far.DeleteAsync(path, token);
            Mishap.Here("mirror file removed");
        }, cancel);
        foreach (var folder in Above(paths))
        {
            await far.TidyFolderAsync(folder, cancel);
        }
        await far.DropFolderAsync(Side, cancel);
        await far.SettleAsync(cancel);
    }

    private async Task WriteAsync(SentFile file, string aside, long size, CancellationToken cancel)
    {
        using var content = HashedFile.Open(file);
        await far.WriteAsync(aside, content, size, cancel);
        try
        {
            content.Check();
        }
        catch (EditionMoved)
        {
            // Else a later push would take them for what their name promises.
            await far.DeleteAsync(aside, cancel);
            throw;
        }
    }

    public ValueTask DisposeAsync() => far.DisposeAsync();

    /// <summary>The folders that those files lay in, innermost first.</summary>
    internal static IReadOnlyList<string> Above(IEnumerable<string> paths)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            for (var folder = FolderOf(path); folder.Length > 0 && folders.Add(folder); folder = FolderOf(folder))
            {
            }
        }
        return [.. folders.OrderByDescending(f => f.Count(c => c == '/')).ThenBy(f => f, StringComparer.Ordinal)];
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : "";

    private static string Aside(SentFile file) => $"{Side}/{Ids.Of(file.Sha256 + " " + file.Path, 32)}";

    private Task AllAsync<T>(IReadOnlyList<T> all, Func<T, CancellationToken, ValueTask> act, CancellationToken cancel) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = far.Lanes, CancellationToken = cancel }, act);
}
