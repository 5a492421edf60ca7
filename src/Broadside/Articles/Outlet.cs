using Broadside.Guard;
using Broadside.Themes;

namespace Broadside.Articles;

/// <summary>The outlet as its signed identity says.</summary>
internal sealed class Outlet(SiteRecord site) : IOutlet
{
    public string Name => Identity.Name;

    public string Language => Identity.Language;

    public TimeZoneInfo Zone => Identity.Zone();

    private Identity Identity => site.Read<Identity>(Articles.Identity.Part);
}
