using System.Collections.Concurrent;
using System.Collections.Frozen;
using Broadside.Articles.Markup;
using Broadside.Kit;

namespace Broadside.Mirror.Verifying;

/// <summary>A file that was not as signed when it was looked at.</summary>
/// <param name="File">What was signed.</param>
/// <param name="Look">As whom it was asked for; null in a folder or zip file.</param>
/// <param name="Read">What was there.</param>
internal sealed record Suspect(SignedFile File, Look? Look, SourceFile Read);

/// <summary>Reads files of an edition, several at once, and compares each with its signed hash. What is good tells which hosts the newsroom itself names.</summary>
internal sealed class CheckFiles(SignedEdition edition, Action<double, string>? progress)
{
    private const int LargestPage = 8 << 20;

    private static readonly FrozenSet<string> Players = EmbedPlayer.Hosts.Select(h => new Uri(h).Host).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenSet<string> withdrawn = edition.Statement.Withdrawn.ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> own = edition.Statement.OwnHosts().ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> hosts = new(StringComparer.OrdinalIgnoreCase);
    private int files;
    private int done;
    private long bytes;

    public int Files => files;

    public long Bytes => bytes;

    public ConcurrentBag<VerifyFinding> Findings { get; } = [];

    /// <summary>Why files could not be read at all.</summary>
    public ConcurrentBag<string> Problems { get; } = [];

    public bool IsWithdrawn(string sha256) => withdrawn.Contains(sha256);

    /// <summary>Whether a host is the site's own or stands in a page that is as signed.</summary>
    public bool IsKnown(string host) => own.Contains(host) || hosts.ContainsKey(host);

    /// <summary>The place's own host is no stranger in its pages.</summary>
    public void Know(string host) => hosts.TryAdd(host, true);

    /// <param name="source">Where they lie.</param>
    /// <param name="look">As whom they are asked for, where that is asked.</param>
    /// <param name="list">Which.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Those that are not as signed; nothing was said of them yet.</returns>
    public async Task<IReadOnlyList<Suspect>> RunAsync(IEditionSource source, Look? look, IReadOnlyCollection<SignedFile> list, CancellationToken cancel)
    {
        var suspects = new ConcurrentBag<Suspect>();
        done = 0;
        await Parallel.ForEachAsync(list, new ParallelOptions { MaxDegreeOfParallelism = source.AtOnce, CancellationToken = cancel }, async (file, end) =>
        {
            var read = await source.ReadAsync(file.Path, SignedPath.IsText(file.Path) ? LargestPage : 0, end);
            if (Judge(file, read))
            {
                suspects.Add(new Suspect(file, look, read));
            }
            var so = Interlocked.Increment(ref done);
            if (so % 64 == 0)
            {
                progress?.Invoke((double)so / list.Count, $"{so} of {list.Count} files");
            }
        });
        return [.. suspects.OrderBy(s => s.File.Path, StringComparer.Ordinal)];
    }

    // True where it must be looked into.
    private bool Judge(SignedFile file, SourceFile read)
    {
        if (read.State == SourceState.Failed)
        {
            Problems.Add($"{file.Path}: {read.Problem}.");
            return false;
        }
        Interlocked.Increment(ref files);
        Interlocked.Add(ref bytes, read.Bytes);
        // A page for what is gone comes with a status that says so: its bytes count.
        var isThere = read.State is SourceState.There || (read.State == SourceState.Missing && read.Sha256 == file.Sha256);
        if (isThere && read.Sha256 == file.Sha256)
        {
            if (IsWithdrawn(read.Sha256))
            {
                Findings.Add(new VerifyFinding("withdrawn", file.Path, "It was withdrawn and is still there."));
            }
            else if (read.Body is { } body && SignedPath.IsHtml(file.Path))
            {
                Scan(file.Path, body);
            }
            return false;
        }
        // What was withdrawn may be gone from a list that still names it.
        return Defence.IsOn("verify-bytes") && !(read.State == SourceState.Missing && IsWithdrawn(file.Sha256));
    }

    private void Scan(string path, byte[] page) => HostScan.Run(page, (host, tag, isLoad) =>
    {
        hosts.TryAdd(host, true);
        if (isLoad && !own.Contains(host) && !(tag == "iframe" && Players.Contains(host)))
        {
            Findings.Add(new VerifyFinding("outside", path, $"The signed page itself has a <{tag}> of {host}, which the edition does not declare. Ask the newsroom: no page of theirs should."));
        }
    });
}
