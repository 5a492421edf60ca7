using Broadside.Backup.Packing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup.Drilling;

/// <summary>
/// Compares a newsroom that was restored with the manifest of its backup: every signed version, the chain of the audit log, files of the
/// library, and every page for readers, made anew. Only looks; nothing is sent.
/// </summary>
internal sealed class ProveNewsroom(
    IDbContextFactory<NewsroomDb> dbs,
    VersionStore versions,
    VersionFiles files,
    FindAltered find,
    AuditHead head,
    MediaStore media,
    PublicPages pages,
    BaseAddress address)
{
    private const int MostNamed = 20;

    public async Task<IReadOnlyList<Finding>> RunAsync(Manifest manifest, Action<double, string> progress, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        progress(0, "versions");
        await VersionsAsync(manifest, findings, cancel);
        if (!manifest.IsPublic)
        {
            await AuditAsync(manifest, findings, cancel);
        }
        Media(manifest, findings);
        if (address.Value == manifest.Address)
        {
            await PagesAsync(manifest, findings, share => progress(0.3 + (share * 0.7), "pages"), cancel);
        }
        return findings;
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

    private async Task PagesAsync(Manifest manifest, List<Finding> findings, Action<double> progress, CancellationToken cancel)
    {
        var now = await pages.HashesAsync(progress, cancel);
        var wrong = manifest.Pages.Where(p => now.GetValueOrDefault(p.Key) != p.Value).Select(p => new Finding(
            now.ContainsKey(p.Key) ? "page_differs" : "page_missing",
            now.ContainsKey(p.Key) ? $"The page {p.Key} is made with other bytes than in the original." : $"The page {p.Key} cannot be made."))
            .Concat(now.Keys.Where(path => !manifest.Pages.ContainsKey(path)).Select(path => new Finding("page_extra", $"The page {path} was not in the original.")))
            .ToList();
        findings.AddRange(wrong.Take(MostNamed));
        if (wrong.Count > MostNamed)
        {
            findings.Add(new("pages", $"{wrong.Count - MostNamed} more pages are not as in the original."));
        }
    }
}
