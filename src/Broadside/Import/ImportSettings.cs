namespace Broadside.Import;

/// <summary>Settings <c>Import:…</c></summary>
public sealed record ImportSettings
{
    /// <summary>Lets <c>import page</c> and <c>--fetch</c> ask hosts of the local network. Off: an address in an export could make this machine ask its own neighbours.</summary>
    public bool AllowPrivateHosts { get; init; }
}
