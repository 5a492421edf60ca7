using System.Text;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Mirror.Targets;

namespace Broadside.Mirror.Pushing;

/// <summary>
/// Brings one edition to one mirror. What is new goes first, then what has changed, then the list of sums, then its signature; only when
/// these stand there is anything taken away. Broken off anywhere, the mirror holds whole files of the old edition or the new one, and the
/// next push ends what this one began.
/// </summary>
internal sealed class SendEdition(EditionFolder folder, PlacedSums placed)
{
    private const int MostSums = 256 << 20;

    /// <param name="target">Where to.</param>
    /// <param name="edition">Which.</param>
    /// <param name="all">Send every file, whatever the mirror says that it has.</param>
    /// <param name="isResumed">The push before was broken off.</param>
    /// <param name="progress">Hears how far it has come.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="EditionMoved">There is a newer edition; send that.</exception>
    public async Task RunAsync(IMirrorTarget target, LocalEdition edition, bool all, bool isResumed, PushProgress progress, CancellationToken cancel)
    {
        var theirs = await target.ReadAsync(EditionPath.Sums, MostSums, cancel);
        var old = theirs is null ? [] : EditionSums.Read(Encoding.UTF8.GetString(theirs));
        var lists = placed.Lists();
        // A push that was broken off may have put a file there that the mirror's list does not know of: what any of them has otherwise is sent.
        bool IsThere(string name, string sha256) => old.GetValueOrDefault(name) == sha256 && lists.All(l => l.GetValueOrDefault(name, sha256) == sha256);
        var sent = edition.Files.Where(f => all || !IsThere(f.Key, f.Value)).Select(f => new SentFile(folder.Path, f.Key, f.Value)).OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
        progress.Plan(sent);
        Mishap.Here("mirror asked");
        target.Sent = progress.Note;
        await target.StageAsync(sent, isResumed, cancel);
        placed.Keep(edition);
        Mishap.Here("mirror list kept");
        if (!Defence.IsOn("mirror-manifest-last"))
        {
            await PlaceManifestAsync(target, edition, theirs, cancel);
        }
        await target.PlaceAsync([.. sent.Where(f => !old.ContainsKey(f.Path))], isResumed, cancel);
        await target.PlaceAsync([.. sent.Where(f => old.ContainsKey(f.Path))], isResumed, cancel);
        if (!edition.IsCurrent(folder))
        {
            throw new EditionMoved();
        }
        await PlaceManifestAsync(target, edition, theirs, cancel);
        await RemoveAsync(target, edition, [.. old.Keys, .. lists.SelectMany(l => l.Keys)], progress, cancel);
        placed.Forget(edition.Number);
    }

    private async Task PlaceManifestAsync(IMirrorTarget target, LocalEdition edition, byte[]? theirs, CancellationToken cancel)
    {
        if (theirs is not null && edition.Sums.AsSpan().SequenceEqual(theirs)
            && await target.ReadAsync(EditionPath.Signature, MostSums, cancel) is { } signature && signature.AsSpan().SequenceEqual(edition.Signature))
        {
            return;
        }
        foreach (var (name, bytes) in new[] { (EditionPath.Sums, edition.Sums), (EditionPath.Signature, edition.Signature) })
        {
            var file = Aside(name, bytes);
            target.Sent = null;
            await target.StageAsync([file], false, cancel);
            await target.PlaceAsync([file], false, cancel);
            Mishap.Here("mirror manifest in place");
        }
    }

    private async Task RemoveAsync(IMirrorTarget target, LocalEdition edition, IReadOnlyList<string> old, PushProgress progress, CancellationToken cancel)
    {
        var gone = old.ToHashSet(StringComparer.Ordinal);
        gone.ExceptWith(edition.Files.Keys);
        // The names come from the mirror too: one that leads out of it is none of ours.
        gone.RemoveWhere(name => !EditionPath.IsSafe(name) || name is EditionPath.Sums or EditionPath.Signature);
        var names = gone.Order(StringComparer.Ordinal).ToList();
        await target.RemoveAsync(names, cancel);
        progress.NoteRemoved(names.Count);
        Mishap.Here("mirror tidy");
    }

    // The bytes that were read at the beginning, not those that the edition's folder holds by now.
    private SentFile Aside(string name, byte[] bytes)
    {
        var file = new SentFile(Path.Combine(placed.Path, "manifest"), name, CanonicalJson.Sha256(bytes));
        Directory.CreateDirectory(Path.GetDirectoryName(file.Source)!);
        File.WriteAllBytes(file.Source, bytes);
        return file;
    }
}
