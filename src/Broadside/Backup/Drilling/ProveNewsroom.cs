using System.Collections.Concurrent;
using System.Text;
using Broadside.Backup.Packing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Mirror.Editions;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup.Drilling;

/// <summary>
/// Compares a newsroom that was restored with the manifest of its backup: every signed version, the chain of the audit log, files of the
/// library, and every page for readers, made anew; these with the signed list of the newest edition too, where the backup holds one that
/// shows the same versions. Only looks; nothing is sent.
/// </summary>
internal sealed class ProveNewsroom(
    IDbContextFactory<NewsroomDb> dbs,
    VersionStore versions,
    VersionFiles files,
    FindAltered find,
    AuditHead head,
    MediaStore media,
    PublicPages pages,
    EditionFolder own,
    BaseAddress address)
{
    private const int MostNamed = 20;

    public async Task<Proof> RunAsync(Manifest manifest, Action<double, string> progress, CancellationToken cancel)
    {
        var (findings, notes) = (new List<Finding>(), new List<Finding>());
        progress(0, "versions");
        await VersionsAsync(manifest, findings, cancel);
        if (!manifest.IsPublic)
        {
            await AuditAsync(manifest, findings, cancel);
        }
        Media(manifest, findings);
        if (address.Value == manifest.Address)
        {
            // Another program has another theme: its pages need not have the same bytes, but they must be made.
            var differences = manifest.Program == Manifest.ThisProgram ? findings : notes;
            await PagesAsync(manifest, findings, differences, share => progress(0.3 + (share * 0.7), "pages"), cancel);
        }
        return new Proof(findings, notes);
    }

    private async Task VersionsAsync(Manifest manifest, List<Finding> findings, CancellationToken cancel)
    {
        var live = versions.AllLive();
        if (live.Count != manifest.Versions.Live || files.Seq != manifest.Versions.Seq)
        {
            findings.Add(new("versions", $"{live.Count} live versions are here up to {files.Seq}; the backup was made with {manifest.Versions.Live} up to {manifest.Versions.Seq}."));
        }
        await foreach (var altered in find.RunAsync(cancel))
        {
            findings.Add(new("altered", $"{altered.Name ?? altered.Subject}, version {altered.Number}, is not as it was signed. Was the original altered? Run `broadside doctor` there."));
        }
        foreach (var lost in live.AsParallel().Where(v => versions.Peek(v) is null).OrderBy(v => v.Seq))
        {
            findings.Add(new("lost", $"The signed copy of {lost.Subject} in versions/ does not hold."));
        }
    }

    private async Task AuditAsync(Manifest manifest, List<Finding> findings, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await foreach (var line in AuditLog.CheckAsync(db, cancel))
        {
            findings.Add(new("audit", line));
        }
        if (await head.CheckAsync(db, cancel) is { } end)
        {
            findings.Add(new("audit", end));
        }
        var last = await db.Set<AuditRow>().AsNoTracking().OrderByDescending(a => a.Seq).FirstOrDefaultAsync(cancel);
        if (last?.Hash != manifest.Audit?.Hash)
        {
            findings.Add(new("audit", $"The audit log ends with row {last?.Seq ?? 0}; in the backup it ended with row {manifest.Audit?.Seq ?? 0}."));
        }
    }

    private void Media(Manifest manifest, List<Finding> findings)
    {
        foreach (var sha256 in manifest.Entries.Keys.Where(name => name.StartsWith("media/", StringComparison.Ordinal)).Select(name => name["media/".Length..]).Where(sha256 => !media.Has(sha256)))
        {
            findings.Add(new("media", $"The media file {sha256} is not in its place."));
        }
    }

    private async Task PagesAsync(Manifest manifest, List<Finding> faults, List<Finding> differences, Action<double> progress, CancellationToken cancel)
    {
        var passing = new ConcurrentBag<string>();
        var now = await pages.HashesAsync(progress, cancel, page =>
        {
            if (page.Notes.Any(EditionPage.IsOfTheMoment))
            {
                passing.Add(page.Path);
            }
        });
        Add(faults, now.Where(p => p.Value == PublicPages.Lost && manifest.Pages.GetValueOrDefault(p.Key) != PublicPages.Lost).Select(p => new Finding("page_missing", $"The page {p.Key} cannot be made.")));
        var made = now.Where(p => p.Value != PublicPages.Lost).ToList();
        Add(differences, [
            .. manifest.Pages.Keys.Where(path => !now.ContainsKey(path)).Select(path => new Finding("page_missing", $"The page {path} is made no more.")),
            .. made.Where(p => manifest.Pages.TryGetValue(p.Key, out var was) && was != p.Value).Select(p => new Finding("page_differs", $"The page {p.Key} is made with other bytes than in the original.")),
            .. made.Where(p => !manifest.Pages.ContainsKey(p.Key)).Select(p => new Finding("page_extra", $"The page {p.Key} was not in the original.")),
        ]);
        // What differs from the original was told; what depends on published totals, or on seconds that are over, is in no version.
        var same = made.Where(p => manifest.Pages.GetValueOrDefault(p.Key) == p.Value).ExceptBy(passing, p => p.Key);
        await EditionAsync(manifest, same, faults, differences, cancel);
    }

    private async Task EditionAsync(Manifest manifest, IEnumerable<KeyValuePair<string, string>> made, List<Finding> faults, List<Finding> differences, CancellationToken cancel)
    {
        if (manifest.Edition is not { } edition || edition.Seq != manifest.Versions.Seq || !File.Exists(own.Within(EditionPath.Sums)))
        {
            return;
        }
        var sums = await File.ReadAllBytesAsync(own.Within(EditionPath.Sums), cancel);
        if (CanonicalJson.Sha256(sums) != edition.Sums)
        {
            return;
        }
        var signature = File.Exists(own.Within(EditionPath.Signature)) ? await File.ReadAllTextAsync(own.Within(EditionPath.Signature), cancel) : "";
        if (!Minisign.Holds(manifest.SiteKey, sums, signature))
        {
            faults.Add(new("edition", $"The list of edition {edition.Number} in the backup is not what the site key signed."));
            return;
        }
        var said = EditionSums.Read(Encoding.UTF8.GetString(sums));
        Add(differences, made.Where(p => said.TryGetValue(EditionPath.FileOf(p.Key), out var hash) && hash != p.Value)
            .Select(p => new Finding("edition_differs", $"The page {p.Key} is made with other bytes than edition {edition.Number} has, which the newsroom signed.")));
    }

    private static void Add(List<Finding> told, IEnumerable<Finding> more)
    {
        var all = more.ToList();
        told.AddRange(all.Take(MostNamed));
        if (all.Count > MostNamed)
        {
            told.Add(new("pages", $"{all.Count - MostNamed} more pages are not as in the original."));
        }
    }
}
