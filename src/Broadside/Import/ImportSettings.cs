namespace Broadside.Import;

/// <summary>Settings <c>Import:…</c></summary>
public sealed record ImportSettings
{
    /// <summary>Lets <c>--fetch</c> and redirects ask hosts of the local network. Off: an address in an export could make this machine ask its own neighbours. The old site's own host, and an address that you give yourself, are asked wherever they stand.</summary>
    public bool AllowPrivateHosts { get; init; }

    /// <summary>How long a host may stay silent before the download is given up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before a download is tried again; the second one is twice as long.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(3);
}
