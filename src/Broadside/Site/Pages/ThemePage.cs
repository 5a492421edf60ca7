using Broadside.Articles;
using Broadside.Guard;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary>The theme's stylesheet, script and pictures, at addresses that hold their hash.</summary>
public sealed class ThemePage(Theme theme, SiteRecord site) : IPageSource
{
    public IEnumerable<string> Paths() => theme.Dress(site.Read<Identity>(Identity.Part).Wears()).Files.Keys;

    public PageRender? Find(string path)
    {
        if (!path.StartsWith("/theme/", StringComparison.Ordinal))
        {
            return null;
        }
        var identity = site.Read<Identity>(Identity.Part);
        var dress = theme.Dress(identity.Wears());
        return dress.Files.TryGetValue(path, out var file)
            ? (notes, _) =>
            {
                notes.Note(SiteRecord.Subject(Identity.Part));
                return Task.FromResult<Page?>(new Page(file.Type, file.Bytes) { IsImmutable = true });
            }
        : null;
    }
}
