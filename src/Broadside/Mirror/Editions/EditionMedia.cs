using Broadside.Kit;
using Broadside.Media;

namespace Broadside.Mirror.Editions;

/// <summary>The files of the media library as an edition holds them.</summary>
public sealed class EditionMedia(MediaStore store, Renditions renditions, ApprovedFiles approved, IEnumerable<IMediaVisibility> visibility)
{
    private readonly IMediaVisibility[] visibility = [.. visibility];

    /// <summary>
    /// Where the bytes lie that the live site would serve under this name now; null where it would answer 404. Of a rendition that is
    /// still to be made that is the JPEG which stands in for it.
    /// </summary>
    public async Task<MediaSource?> FindAsync(string name, CancellationToken cancel)
    {
        var sha256 = MediaNames.HashOf(name);
        if (!Array.Exists(visibility, v => v.IsPublished(sha256)) || !await approved.IsGoodAsync(sha256, cancel))
        {
            return null;
        }
        if (MediaNames.RenditionOf(name) is not { } wanted)
        {
            return MediaType.WithExtension(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]) is not null ? new MediaSource(store.PathOf(sha256), sha256, IsStandIn: false) : null;
        }
        return await renditions.AtOnceAsync(wanted, cancel) is { } ready ? new MediaSource(renditions.PathOf(ready), null, ready != wanted) : null;
    }

    /// <summary>SHA-256 of a file, lower-case hexadecimal.</summary>
    public static Task<string> HashAsync(string path, CancellationToken cancel) => MediaStore.HashAsync(path, cancel);
}
