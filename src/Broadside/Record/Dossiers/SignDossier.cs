using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Record.Dossiers;

/// <summary>Signs a dossier and the list of all, within the caller's writing transaction, and commits.</summary>
public sealed class SignDossier(SiteRecord site, VersionStore versions, TimeProvider time)
{
    /// <summary>The last signed one, whether readers have it or it was withdrawn: its log goes on.</summary>
    public async Task<PublishedDossier?> LastAsync(string slug, CancellationToken cancel) =>
        versions.Live(PublishedDossier.Subject(slug)) is { Kind: not VersionKind.Remove } live && await versions.ReadAsync(live, cancel) is { } bytes ? CanonicalJson.Read<PublishedDossier>(bytes) : null;

    public async Task RunAsync(NewsroomDb db, IWriting writing, IReadOnlyList<(PublishedDossier Dossier, VersionKind Kind)> dossiers, Actor who, string why, CancellationToken cancel)
    {
        var at = time.GetUtcNow().ToUnixTimeSeconds();
        var changed = dossiers.Select(d => d.Dossier.Slug).ToHashSet(StringComparer.Ordinal);
        var shown = dossiers.Where(d => d.Kind != VersionKind.Takedown).Select(d => new DossierLine(d.Dossier.Slug, d.Dossier.Title, d.Dossier.Dek, d.Dossier.Language, at, d.Dossier.Articles));
        var list = new DossierList { Dossiers = [.. shown, .. site.Read<DossierList>(DossierList.Part).Dossiers.Where(d => !changed.Contains(d.Slug))] };
        var drafts = dossiers.Select(d => new VersionDraft
        {
            Subject = PublishedDossier.Subject(d.Dossier.Slug),
            Content = CanonicalJson.Bytes(d.Dossier),
            Kind = d.Kind,
            Who = who,
            Why = why,
            Hosts = [.. d.Dossier.Sources.Select(s => ContentWalk.HostOf(s.Url)).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
        }).ToList();
        if (site.Draft(DossierList.Part, list, who, why) is { } part)
        {
            drafts.Add(part);
        }
        await versions.CommitAsync(db, writing, drafts, cancel);
    }
}
