using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Mirror.Editions;

/// <summary>
/// Writes the site as it is now into a folder: renders what has changed, writes what the folder does not have yet, signs, and removes
/// what no longer belongs. Cut off anywhere, the folder still checks as the edition before, or is finished by the next run. While publishing
/// is frozen it is written all the same: what readers have stays checkable, by the key that holds now.
/// </summary>
public sealed class WriteEdition(EditionPages pages, EditionMedia media, EditionFolder own, IssueEdition issue, WithdrawFiles withdraw, ChangesSince changes, VersionStore versions, KeyRing keys, EditionFingerprint fingerprint, BaseAddress address)
{
    /// <param name="folder">New, empty, or with an edition in it.</param>
    /// <param name="disk">The flavour for <c>file://</c>.</param>
    /// <param name="show">Hears how far it is: 0 to 1, and what is being done.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<EditionReport>> RunAsync(string folder, bool disk, Action<double, string> show, CancellationToken cancel)
    {
        keys.Follow();
        if (!keys.CanSign)
        {
            return new Refusal("no_key", KeyRing.NoSecret);
        }
        if (EditionTree.IsForeign(folder) && Defence.IsOn("edition-foreign-folder"))
        {
            return new Refusal("not_empty", $"{folder} holds something that is no edition. Name a new or empty folder: what does not belong to an edition is removed from it.");
        }
        using var hold = await FileLock.TakeAsync(own.Lock, cancel);
        var seq = versions.Seq;
        var paths = pages.Paths();
        // As it is before anything is rendered: if the key is turned meanwhile, the next run makes every page new.
        var made = fingerprint.Value;
        var known = EditionState.Load(own.State);
        var isOwn = Path.GetFullPath(folder) == Path.GetFullPath(own.Path);
        var work = new EditionWork(pages, media, new EditionTree(folder), paths, disk ? new DiskFlavour(paths, address.Value) : null, isOwn ? null : own.Path, show);
        var stale = Stale(known, made);
        await work.RenderAsync(known, stale, cancel);
        await work.BringMediaAsync(known, cancel);
        var withdrawn = await withdraw.RunAsync(known, work, cancel);
        var row = await issue.RunAsync(work.Plain, withdrawn, cancel);
        work.Finish(issue.Sign(row, work.Files));
        new EditionState { Fingerprint = made, Seq = seq, Pages = work.Pages, Media = work.Media }.Save(own.State);
        return work.Report(row.Number, folder);
    }

    // Null: everything.
    private Func<KnownPage, bool>? Stale(EditionState? known, string made)
    {
        if (known is null || known.Fingerprint != made || changes.Of(known.Seq) is not { } changed)
        {
            return null;
        }
        return page => Defence.IsOn("edition-changes") && page.Notes.Any(note => changed.Contains(note) || EditionPage.IsOfTheMoment(note));
    }
}
