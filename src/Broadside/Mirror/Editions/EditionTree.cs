using System.Collections.Concurrent;
using System.IO.Enumeration;
using Broadside.Storage;

namespace Broadside.Mirror.Editions;

/// <summary>
/// A folder with an edition in it, while the next one is written over it. What the last list of sums says of a file is believed as
/// long as size and time of writing do not speak against it.
/// </summary>
public sealed class EditionTree
{
    private const string Begun = EditionPath.Manifest + ".begun";

    private readonly ConcurrentDictionary<string, bool> made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> sums = new(StringComparer.Ordinal);
    private readonly DateTime signedAt = DateTime.MinValue;
    private readonly string root;
    private long written;

    public EditionTree(string root)
    {
        this.root = Path.GetFullPath(root);
        var list = Of(EditionPath.Sums);
        if (File.Exists(list) && File.Exists(Of(EditionPath.Signature)))
        {
            sums = EditionSums.Read(File.ReadAllText(list));
            signedAt = File.GetLastWriteTimeUtc(Of(EditionPath.Signature));
        }
    }

    /// <summary>How many files were written.</summary>
    public long Written => Interlocked.Read(ref written);

    /// <summary>Whether there is anything in it that is no edition: then nothing may be written or removed here.</summary>
    public static bool IsForeign(string root) =>
        File.Exists(root) || (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any() && !File.Exists(Path.Combine(root, EditionPath.Sums)) && !File.Exists(Path.Combine(root, Begun)));

    public string Of(string name) => Path.Combine(root, name);

    /// <summary>Whether the file stands there with these bytes.</summary>
    public bool Has(string name, string sha256, long size)
    {
        if (!sums.TryGetValue(name, out var known) || known != sha256)
        {
            return false;
        }
        var file = new FileInfo(Of(name));
        return file.Exists && file.Length == size && file.LastWriteTimeUtc <= signedAt && !file.Attributes.HasFlag(FileAttributes.ReparsePoint);
    }

    /// <summary>Says that a first edition is being written: if it is cut off, the folder is still known for ours.</summary>
    public void Begin()
    {
        if (sums.Count == 0)
        {
            File.WriteAllBytes(Ready(Begun), []);
        }
    }

    /// <summary>One of the files that sign the others, whole or not at all; unchanged, it is not touched.</summary>
    public void Sign(string name, byte[] bytes)
    {
        var path = Of(name);
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
        {
            AtomicFile.Write(path, bytes);
            Interlocked.Increment(ref written);
        }
    }

    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Ready(name);
        // A new name needs no second one: nothing lists it before all is written.
        var target = sums.ContainsKey(name) || File.Exists(path) ? path + ".new" : path;
        using (var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.Read, 1))
        {
            file.Write(bytes);
        }
        if (target != path)
        {
            File.Move(target, path, overwrite: true);
        }
        Interlocked.Increment(ref written);
    }

    /// <param name="name">In the edition.</param>
    /// <param name="from">A file on this machine.</param>
    /// <param name="link">Both may be one file on the disk: only where it is never changed.</param>
    public void Copy(string name, string from, bool link)
    {
        var path = Ready(name);
        File.Delete(path + ".new");
        if (!link || !HardLink.Make(from, path + ".new"))
        {
            File.Copy(from, path + ".new");
        }
        File.Move(path + ".new", path, overwrite: true);
        Interlocked.Increment(ref written);
    }

    /// <summary>Removes files that do not belong, and folders that are then empty.</summary>
    public int Clean(IReadOnlySet<string> belong)
    {
        var (removed, kept, folders) = (0, new HashSet<string>(StringComparer.Ordinal) { root }, new List<string>());
        foreach (var (path, isFolder) in Within(root))
        {
            if (isFolder)
            {
                folders.Add(path);
            }
            else if (belong.Contains(Path.GetRelativePath(root, path)))
            {
                for (var home = Path.GetDirectoryName(path)!; kept.Add(home);)
                {
                    home = Path.GetDirectoryName(home)!;
                }
            }
            else
            {
                File.Delete(path);
                removed += path == Of(Begun) ? 0 : 1;
            }
        }
        // Those within others come first.
        foreach (var empty in folders.Where(folder => !kept.Contains(folder)).OrderByDescending(folder => folder.Length))
        {
            Directory.Delete(empty);
        }
        return removed;
    }

    // A link to a folder is a file that does not belong, and nothing behind it is looked at.
    private static FileSystemEnumerable<(string Path, bool IsFolder)> Within(string folder) =>
        new(folder, (ref FileSystemEntry entry) => (entry.ToFullPath(), IsFolder(ref entry)), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
        {
            ShouldRecursePredicate = IsFolder,
        };

    private static bool IsFolder(ref FileSystemEntry entry) => entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private string Ready(string name)
    {
        if (!EditionPath.IsSafe(name))
        {
            throw new IOException($"{name} cannot be the name of a file in an edition.");
        }
        var path = Of(name);
        var home = Path.GetDirectoryName(path)!;
        if (!made.ContainsKey(home))
        {
            Directory.CreateDirectory(home);
            made[home] = true;
        }
        return path;
    }
}
