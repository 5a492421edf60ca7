using System.Collections.Concurrent;
using System.Collections.Frozen;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Record.Dossiers;

namespace Broadside.Site.Dossiers;

/// <summary>Readers may have the archived copies that a published dossier names. What a version names is read once.</summary>
internal sealed class DossierMedia(DossierArchive archive, VersionStore versions) : IMediaVisibility
{
    private readonly ConcurrentDictionary<string, (long Seq, FrozenSet<string> Files)> known = new(StringComparer.Ordinal);

    public bool IsPublished(string sha256)
    {
        foreach (var line in archive.All)
        {
            if (Files(line.Slug).Contains(sha256))
            {
                return true;
            }
        }
        return false;
    }

    private FrozenSet<string> Files(string slug)
    {
        if (versions.Live(PublishedDossier.Subject(slug)) is not { Kind: not (VersionKind.Remove or VersionKind.Takedown) } live)
        {
            return [];
        }
        if (known.TryGetValue(slug, out var kept) && kept.Seq == live.Seq)
        {
            return kept.Files;
        }
        if (versions.Read(live) is not { } bytes)
        {
            return [];
        }
        var files = CanonicalJson.Read<PublishedDossier>(bytes).Sources.Select(s => s.Media).OfType<string>().ToFrozenSet(StringComparer.Ordinal);
        known[slug] = (live.Seq, files);
        return files;
    }
}
