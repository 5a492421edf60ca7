namespace Broadside.Kit;

/// <summary>Settings <c>Kit:…</c></summary>
public sealed record KitSettings
{
    /// <summary>The outlet's public address, as <c>https://example.org</c>. Unset: the address last served.</summary>
    public string? Address { get; init; }
}
