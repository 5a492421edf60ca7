using Broadside.Kit;
using Broadside.Mirror.Verifying;
using Broadside.Storage;

namespace Broadside.Mirror.Following;

/// <summary>
/// Puts an edition's files into a folder: what lies there already, what the served edition holds, and the rest from its address.
/// Nothing gets its name before its hash was compared.
/// </summary>
internal sealed class FillFolder(MirrorShelf shelf, WebSource source, Action<double, string>? progress)
{
    private const int Parts = 1 << 20;

    /// <summary>Files that came over the line.</summary>
    public int Fetched { get; private set; }

    /// <returns>What could not be had as it was signed; nothing when all is there.</returns>
    public async Task<IReadOnlyList<VerifyFinding>> RunAsync(SignedEdition edition, CancellationToken cancel)
    {
        Directory.CreateDirectory(shelf.Next);
        Drop(edition);
        var withdrawn = edition.Statement.Withdrawn.ToHashSet(StringComparer.Ordinal);
        var files = edition.Sums.Files.Where(f => !withdrawn.Contains(f.Sha256)).ToList();
        foreach (var folder in files.Select(f => Path.GetDirectoryName(f.Path)!).Distinct(StringComparer.Ordinal))
        {
            Directory.CreateDirectory(Path.Combine(shelf.Next, folder));
        }
        var wrong = new List<VerifyFinding>();
        var done = 0;
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = source.AtOnce, CancellationToken = cancel }, async (file, end) =>
        {
            if (!await IsThereAsync(file, end) && await FetchAsync(file, end) is { } finding)
            {
                lock (wrong)
                {
                    wrong.Add(finding);
                }
            }
            var so = Interlocked.Increment(ref done);
            if (so % 16 == 0)
            {
                progress?.Invoke((double)so / files.Count, $"{so} of {files.Count} files");
            }
        });
        return [.. wrong.OrderBy(w => w.Path, StringComparer.Ordinal)];
    }

    // What an earlier try left and this edition does not hold.
    private void Drop(SignedEdition edition)
    {
        foreach (var file in Directory.EnumerateFiles(shelf.Next, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).ToList())
        {
            if (edition.Sums.HashOf(Path.GetRelativePath(shelf.Next, file).Replace(Path.DirectorySeparatorChar, '/')) is null)
            {
                File.Delete(file);
            }
        }
    }

    private async Task<bool> IsThereAsync(SignedFile file, CancellationToken cancel)
    {
        var target = Path.Combine(shelf.Next, file.Path);
        if (await FitsAsync(target, file, cancel))
        {
            return true;
        }
        File.Delete(target);
        var served = Path.Combine(shelf.Folder, file.Path);
        if (!await FitsAsync(served, file, cancel))
        {
            return false;
        }
        if (!HardLink.Make(served, target))
        {
            File.Copy(served, target);
        }
        return true;
    }

    private async Task<VerifyFinding?> FetchAsync(SignedFile file, CancellationToken cancel)
    {
        var target = Path.Combine(shelf.Next, file.Path);
        var part = target + ".part";
        var read = await source.SaveAsync(file.Path, part, Parts, cancel);
        if (read.Sha256 != file.Sha256 && Defence.IsOn("pull-bytes"))
        {
            File.Delete(part);
            return read.State is SourceState.There
                ? new VerifyFinding("changed", file.Path, "It is not what was signed.")
                : new VerifyFinding(read.State == SourceState.Failed ? "unreachable" : "missing", file.Path, $"The edition holds it, and it could not be had: {read.Problem}.");
        }
        File.Move(part, target, overwrite: true);
        Mishap.Here("mirror file in place");
        lock (shelf)
        {
            Fetched++;
        }
        return null;
    }

    private static async Task<bool> FitsAsync(string path, SignedFile file, CancellationToken cancel)
    {
        var info = new FileInfo(path);
        if (!info.Exists || info.LinkTarget is not null)
        {
            return false;
        }
        await using var stream = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        return (await HashStream.RunAsync(stream, 0, long.MaxValue, cancel)).Sha256 == file.Sha256;
    }
}
