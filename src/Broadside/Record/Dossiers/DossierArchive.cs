using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Record.Dossiers;

/// <summary>Reads the signed dossiers.</summary>
public sealed class DossierArchive(SiteRecord site, VersionStore versions)
{
    /// <summary>The subject under which their list is signed; a page that shows any of them is made from it.</summary>
    public static string ListSubject => SiteRecord.Subject(DossierList.Part);

    /// <summary>Last changed first.</summary>
    public IReadOnlyList<DossierLine> All => site.Read<DossierList>(DossierList.Part).Dossiers;

    public bool Has(string slug) => All.Any(d => d.Slug == slug);

    /// <summary>Those that an article belongs to.</summary>
    public IReadOnlyList<DossierLine> Of(string articleId) => [.. All.Where(d => d.Articles.Contains(articleId))];

    /// <summary>Null where there is none, or no copy with a good signature is left.</summary>
    public async Task<PublishedDossier?> ReadAsync(string slug, CancellationToken cancel) =>
        versions.Live(PublishedDossier.Subject(slug)) is { Kind: not (VersionKind.Remove or VersionKind.Takedown) } live && await versions.ReadAsync(live, cancel) is { } bytes
            ? CanonicalJson.Read<PublishedDossier>(bytes)
            : null;
}
