using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Verifying;

namespace Broadside.Mirror.Following;

/// <summary>
/// The edition in a folder, as it is to be served; taken up anew when another one lies there. One whose signature does not hold is
/// never taken up. An expired one is: the outlet may be gone, and that is what mirrors are for.
/// </summary>
internal sealed class OpenEdition
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string folder;
    private readonly MinisignKey? pinned;
    private readonly TimeProvider time;
    private int looking;
    private long lookedAt;
    private (DateTime At, long Length) state;

    private OpenEdition(string folder, MinisignKey? pinned, TimeProvider time, SignedEdition now)
    {
        (this.folder, this.pinned, this.time, Now, state, lookedAt) = (folder, pinned, time, now, StateOf(folder), time.GetTimestamp());
        Withdrawn = now.Statement.Withdrawn.ToHashSet(StringComparer.Ordinal);
    }

    public SignedEdition Now { get; private set; }

    /// <summary>Hashes of contents that were taken back.</summary>
    public IReadOnlySet<string> Withdrawn { get; private set; }

    public static async Task<Outcome<OpenEdition>> OpenAsync(string folder, MinisignKey? pinned, TimeProvider time, CancellationToken cancel)
    {
        var shelf = new MirrorShelf(folder);
        pinned ??= File.Exists(shelf.Key) ? MinisignKey.Read(await File.ReadAllTextAsync(shelf.Key, cancel)) : null;
        if (!Directory.Exists(shelf.Folder))
        {
            return new Refusal("folder", $"{folder} is not there.");
        }
        var read = await ReadAsync(shelf.Folder, pinned, cancel);
        return read.IsDone ? new OpenEdition(shelf.Folder, pinned, time, read.Value) : read.Refusal;
    }

    /// <summary>Where a file of it lies.</summary>
    public string Place(string path) => Path.Combine(folder, path);

    /// <summary>Takes up what lies there now, if it changed and is signed.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        if (time.GetElapsedTime(Volatile.Read(ref lookedAt)) < LookEvery || Interlocked.Exchange(ref looking, 1) == 1)
        {
            return;
        }
        try
        {
            Volatile.Write(ref lookedAt, time.GetTimestamp());
            var found = StateOf(folder);
            if (found == state)
            {
                return;
            }
            if (await ReadAsync(folder, pinned, cancel) is { IsDone: true, Value: var read } && read.Statement.Number >= Now.Statement.Number)
            {
                (Now, Withdrawn, state) = (read, read.Statement.Withdrawn.ToHashSet(StringComparer.Ordinal), found);
            }
        }
        finally
        {
            Volatile.Write(ref looking, 0);
        }
    }

    private static async Task<Outcome<SignedEdition>> ReadAsync(string folder, MinisignKey? pinned, CancellationToken cancel)
    {
        await using var source = new ThreeFiles(folder);
        var reading = await ReadEdition.RunAsync(source, pinned, DateTimeOffset.UnixEpoch, cancel);
        // At the epoch nothing has expired and every certificate still holds.
        return reading.Findings.Count > 0 ? new Refusal(reading.Findings[0].Code, $"{folder}: {reading.Findings[0].Message}")
            : reading.Edition is { } edition ? edition
            : new Refusal("unreadable", $"{folder} cannot be read: {string.Join(' ', reading.Notes)}");
    }

    private static (DateTime At, long Length) StateOf(string folder)
    {
        var info = new FileInfo(Path.Combine(folder, SignedPath.Signature));
        return info.Exists ? (info.LastWriteTimeUtc, info.Length) : default;
    }

    // A mirror has a hundred thousand files, and only these three are asked for.
    private sealed class ThreeFiles(string folder) : IEditionSource
    {
        public string Name => folder;

        public IReadOnlyCollection<string>? Files => null;

        public IReadOnlyList<VerifyFinding> Faults => [];

        public int AtOnce => 1;

        public async Task<SourceFile> ReadAsync(string path, int keep, CancellationToken cancel)
        {
            try
            {
                await using var stream = new FileStream(Path.Combine(folder, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                return await HashStream.RunAsync(stream, keep, SignedSums.MostBytes, cancel);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return new SourceFile(e is FileNotFoundException or DirectoryNotFoundException ? SourceState.Missing : SourceState.Failed, Problem: "it is not there");
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
