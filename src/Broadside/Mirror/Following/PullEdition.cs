using System.Text;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Verifying;
using Broadside.Storage;

namespace Broadside.Mirror.Following;

/// <summary>What a volunteer's machine is to fetch, and where to.</summary>
internal sealed record PullAsk
{
    public required string Address { get; init; }

    /// <summary>The folder to serve; what else it needs lies beside it (<see cref="MirrorShelf"/>).</summary>
    public required string Folder { get; init; }

    /// <summary>Null: the key of the first time.</summary>
    public MinisignKey? Key { get; init; }

    /// <summary>How many old editions stay.</summary>
    public int Keep { get; init; } = 5;

    public string? Proxy { get; init; }

    public Action<double, string>? Progress { get; init; }
}

/// <param name="Number">Of the edition that is now served.</param>
/// <param name="IsNew">False where it was there already.</param>
/// <param name="Fetched">Files that came over the line.</param>
/// <param name="Dropped">Files of kept editions that were withdrawn.</param>
/// <param name="PinnedNow">The key, where this was the first time.</param>
internal sealed record PullReport(long Number, bool IsNew, int Fetched, int Dropped, string? PinnedNow);

/// <summary>
/// Fetches a site's newest edition into a folder that a volunteer serves. Everything is compared with its signature before it takes
/// the place of what is there; an older, expired or foreign edition never does.
/// </summary>
internal sealed class PullEdition(TimeProvider time)
{
    private const int MostRounds = 4;

    public async Task<Outcome<PullReport>> RunAsync(PullAsk ask, CancellationToken cancel)
    {
        if (WebSource.Address(ask.Address) is not { } address)
        {
            return new Refusal("address", $"{ask.Address} is no http or https address.");
        }
        var shelf = new MirrorShelf(ask.Folder);
        Directory.CreateDirectory(shelf.Root);
        using var hold = await FileLock.TakeAsync(shelf.Lock, cancel);
        TidyShelf.Run(shelf);
        if (Pinned(shelf, ask, out var pinned) is { } other)
        {
            return other;
        }
        if (IsForeign(shelf))
        {
            return new Refusal("folder", $"{shelf.Folder} holds other files. Give a folder that is empty or not there yet.");
        }
        using var reach = new WebReach([address.Host], ask.Proxy);
        var source = new WebSource(reach, address, Look.Reader, time);
        return await FetchAsync(shelf, source, pinned, ask, cancel);
    }

    private async Task<Outcome<PullReport>> FetchAsync(MirrorShelf shelf, WebSource source, MinisignKey? pinned, PullAsk ask, CancellationToken cancel)
    {
        var fill = new FillFolder(shelf, source, ask.Progress);
        var seen = new SeenEditions(shelf.Seen);
        SignedEdition? last = null;
        for (var round = 1; ; round++)
        {
            var reading = await ReadEdition.RunAsync(source, pinned, time.GetUtcNow(), cancel);
            if (!reading.CouldTell)
            {
                return new Refusal("unreachable", $"{source.Name} could not be read: {string.Join(' ', reading.Notes)}");
            }
            if (reading.Findings.Count > 0)
            {
                return Refused(reading.Findings[0]);
            }
            var edition = reading.Edition!;
            if (Defence.IsOn("pull-older") && seen.Look(edition) is { } older)
            {
                return Refused(older);
            }
            var wrong = await fill.RunAsync(edition, cancel);
            if (wrong.Count == 0)
            {
                return Take(shelf, edition, pinned, fill.Fetched, seen, ask.Keep);
            }
            if (round == MostRounds || (last?.Sums.Sha256 == edition.Sums.Sha256))
            {
                return Refused(wrong[0], wrong.Count - 1);
            }
            // The site may have published meanwhile: its list is read again, at last when a renewal is certainly over.
            last = edition;
            await Task.Delay(VerifyEdition.Renewal, time, cancel);
        }
    }

    private static Outcome<PullReport> Take(MirrorShelf shelf, SignedEdition edition, MinisignKey? pinned, int fetched, SeenEditions seen, int keep)
    {
        var isNew = !HasNow(shelf, edition) || fetched > 0;
        if (isNew)
        {
            var place = Path.Combine(shelf.Next, SignedPath.Folder);
            Directory.CreateDirectory(place);
            AtomicFile.Write(Path.Combine(shelf.Next, SignedPath.Sums), edition.SumsFile);
            AtomicFile.Write(Path.Combine(shelf.Next, SignedPath.Signature), edition.SignatureFile);
            Mishap.Here("mirror edition whole");
            SwapFolders.Run(shelf.Next, shelf.Folder);
        }
        seen.Note(edition);
        var line = pinned is null ? edition.Statement.Keys.Root ?? edition.Key.Line : null;
        if (line is not null)
        {
            AtomicFile.Write(shelf.Key, Encoding.ASCII.GetBytes($"untrusted comment: {edition.Statement.Site}, pinned at edition {edition.Statement.Number}\n{line}\n"));
        }
        TidyShelf.Run(shelf, keep);
        var dropped = DropWithdrawn.Run(shelf, edition.Statement);
        return new PullReport(edition.Statement.Number, isNew, fetched, dropped, line);
    }

    private static bool HasNow(MirrorShelf shelf, SignedEdition edition)
    {
        var list = Path.Combine(shelf.Folder, SignedPath.Sums);
        // What somebody put into the folder is no part of it: then it is exchanged for one without.
        return File.Exists(list) && CanonicalJson.Sha256(File.ReadAllBytes(list)) == edition.Sums.Sha256
            && FolderSource.Open(shelf.Folder) is { IsDone: true, Value: var there } && there.Faults.Count == 0
            && there.Files!.All(f => edition.Sums.HashOf(f) is not null || f is SignedPath.Sums or SignedPath.Signature);
    }

    private static Refusal? Pinned(MirrorShelf shelf, PullAsk ask, out MinisignKey? pinned)
    {
        var kept = File.Exists(shelf.Key) ? MinisignKey.Read(File.ReadAllText(shelf.Key)) : null;
        pinned = ask.Key ?? kept;
        if (kept is null || ask.Key is null || kept.Line == ask.Key.Line)
        {
            return null;
        }
        return new Refusal("key", $"{shelf.Key} pins another key ({kept.KeyId}) than the one that you gave ({ask.Key.KeyId}). If the outlet told you of a new key, and you are sure that it was the outlet, delete that file.");
    }

    private static bool IsForeign(MirrorShelf shelf) =>
        Directory.Exists(shelf.Folder) && !File.Exists(Path.Combine(shelf.Folder, SignedPath.Sums)) && Directory.EnumerateFileSystemEntries(shelf.Folder).Any();

    private static Refusal Refused(VerifyFinding finding, int more = 0) =>
        new(finding.Code, $"{(finding.Path.Length == 0 ? "" : finding.Path + ": ")}{finding.Message}{(more > 0 ? $" The same of {more} more." : "")} Nothing was taken; what was served before is served still.");
}
