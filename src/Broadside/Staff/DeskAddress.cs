using System.Net;
using Broadside.Kit;

namespace Broadside.Staff;

/// <summary>Where people find the desk, for links that they are handed.</summary>
public sealed class DeskAddress(DeskSettings settings, BaseAddress site)
{
    /// <summary>The host that alone answers; null: any.</summary>
    public string? Host { get; } = settings.Address is { Length: > 0 } own ? new Uri(own).Authority : null;

    /// <param name="path">As <c>/desk/join/…</c>.</param>
    public string Absolute(string path)
    {
        var address = new Uri(settings.Address ?? site.Value);
        // Passkeys belong to a name: a browser makes none for a number.
        var isHere = IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
        return (isHere ? new UriBuilder(address) { Host = "localhost" }.Uri : address).GetLeftPart(UriPartial.Authority) + path;
    }
}
