using Broadside.Guard;
using Broadside.Media;

namespace Broadside.Articles;

/// <summary>What readers may see of the media library: what a published article or page shows, the people's pictures, the outlet's own mark.</summary>
internal sealed class PublishedMedia(Catalogue catalogue, SiteRecord record) : IMediaVisibility
{
    public bool IsPublished(string sha256) =>
        catalogue.ShowsMedia(sha256)
        || record.Read<Identity>(Identity.Part).Logo == sha256
        || record.Read<PeoplePart>(PeoplePart.Part).People.Any(p => p.Photo == sha256);
}
