namespace Broadside.Mirror;

/// <summary>Settings <c>Mirror:…</c></summary>
public sealed record MirrorSettings
{
    /// <summary>Address of the outlet's onion service, as <c>http://….onion</c>; none: there is no such service.</summary>
    public string? Onion { get; init; }
}
