namespace Broadside.Site;

/// <summary>Settings <c>Site:…</c></summary>
public sealed record SiteSettings
{
    /// <summary>How much memory rendered pages may take, in MiB.</summary>
    public int PageCacheMegabytes { get; init; } = 48;

    /// <summary>Whether articles install the small script that shows them from the browser's memory or from a mirror when the outlet cannot be reached.</summary>
    public bool OfflineWorker { get; init; } = true;

    /// <summary>Address of the outlet's onion service, as <c>http://….onion</c>; none: there is no such service.</summary>
    public string? Onion { get; init; }

    /// <summary>Addresses of proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed, as "10.0.0.2"; none: nobody's.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];
}
