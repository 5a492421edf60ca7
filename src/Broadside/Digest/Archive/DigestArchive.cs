using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Digest.Archive;

/// <summary>Reads the signed records of digests.</summary>
public sealed class DigestArchive(SiteRecord site, VersionStore versions)
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<DigestDay> Days => [.. site.Read<DigestDays>(DigestDays.Part).Days.Reverse()];

    public bool Has(string day) => site.Read<DigestDays>(DigestDays.Part).Days.Any(d => d.Day == day);

    /// <summary>Null where there is none, or no copy with a good signature is left.</summary>
    public async Task<PublishedDigest?> ReadAsync(string day, CancellationToken cancel) =>
        versions.Live(PublishedDigest.Subject(day)) is { Kind: not VersionKind.Remove } live && await versions.ReadAsync(live, cancel) is { } bytes
            ? CanonicalJson.Read<PublishedDigest>(bytes)
            : null;
}
