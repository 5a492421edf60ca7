using System.Collections.Concurrent;
using System.Formats.Tar;

namespace Broadside.Tests;

/// <summary>
/// What a command makes of an empty folder on SQLite, made by the program once per run: each newsroom that is served after that
/// command begins with a copy, its keys included. On PostgreSQL, and where the command itself is looked at, it runs each time.
/// </summary>
internal static class MadeOnce
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> Folders = new(StringComparer.Ordinal);

    public static async Task CopyToAsync(string folder, string[] command)
    {
        using var archive = new MemoryStream(await Folders.GetOrAdd(string.Join('\n', command), _ => new Lazy<Task<byte[]>>(() => MakeAsync(command))).Value);
        await TarFile.ExtractToDirectoryAsync(archive, folder, overwriteFiles: true);
    }

    private static async Task<byte[]> MakeAsync(string[] command)
    {
        using var folder = new TempFolder();
        using var process = TestProgram.Start(folder.Path, null, command);
        var result = await TestProgram.EndAsync(process);
        Assert.True(result.ExitCode == 0, $"broadside {string.Join(' ', command)} ended with {result.ExitCode}: {result.Error}");
        using var archive = new MemoryStream();
        // Modes and all: a key is its owner's alone.
        await using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            foreach (var entry in new DirectoryInfo(folder.Path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
            {
                await writer.WriteEntryAsync(entry.FullName, Path.GetRelativePath(folder.Path, entry.FullName));
            }
        }
        return archive.ToArray();
    }
}
