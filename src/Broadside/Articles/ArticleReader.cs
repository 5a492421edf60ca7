using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles;

/// <summary>Reads the signed content of what is published; the last ones read are kept.</summary>
public sealed class ArticleReader(VersionStore versions, Catalogue catalogue, VersionWatch watch)
{
    private const int Kept = 600;

    private readonly RecentCache<long, ArticleContent> recent = new(Kept);

    /// <summary>The content that readers get; null when it is gone, or when no copy with a good signature is left.</summary>
    public async Task<ArticleContent?> ReadAsync(CatalogueEntry entry, CancellationToken cancel)
    {
        if (entry.IsGone)
        {
            return null;
        }
        if (recent.TryGet(entry.Version.Seq, out var known))
        {
            return known;
        }
        if (await versions.ReadAsync(entry.Version, cancel) is not { } bytes)
        {
            return null;
        }
        watch.LookSoon(entry.Version);
        var content = CanonicalJson.Read<ArticleContent>(bytes);
        recent.Set(entry.Version.Seq, content);
        return content;
    }

    /// <summary>Several, in the given order; what cannot be read is left out.</summary>
    public async Task<IReadOnlyList<(CatalogueEntry Entry, ArticleContent Content)>> ReadAsync(IEnumerable<CatalogueEntry> entries, CancellationToken cancel)
    {
        var read = new List<(CatalogueEntry, ArticleContent)>();
        foreach (var entry in entries)
        {
            if (await ReadAsync(entry, cancel) is { } content)
            {
                read.Add((entry, content));
            }
        }
        return read;
    }

    /// <summary>What the 410 page of a withdrawn article says.</summary>
    public async Task<Tombstone?> ReadTombstoneAsync(CatalogueEntry entry, CancellationToken cancel) =>
        entry.IsGone && await versions.ReadAsync(entry.Version, cancel) is { } bytes ? CanonicalJson.Read<Tombstone>(bytes) : null;

    /// <summary>The approved comments under an article, oldest first.</summary>
    public async Task<IReadOnlyList<PublicComment>> ReadCommentsAsync(string articleId, CancellationToken cancel) =>
        versions.Live(Comment.Subject(articleId)) is { Kind: not VersionKind.Remove } live && await versions.ReadAsync(live, cancel) is { } bytes
            ? CanonicalJson.Read<CommentsContent>(bytes).Comments
            : [];

    /// <summary>Finds what is published by id, slug or address.</summary>
    public CatalogueEntry? Find(string idOrAddress) =>
        catalogue.ById(idOrAddress) ?? catalogue.ByAddress(idOrAddress) ?? catalogue.ByFormerAddress(idOrAddress);
}
