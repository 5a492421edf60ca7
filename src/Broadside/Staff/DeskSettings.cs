namespace Broadside.Staff;

/// <summary>Settings <c>Desk:…</c></summary>
public sealed record DeskSettings
{
    /// <summary>The desk's own address, as <c>https://desk.example.org</c>: it answers on that host alone. Unset: on the public address.</summary>
    public string? Address { get; init; }

    /// <summary>Whether writers publish their own articles; otherwise an editor does.</summary>
    public bool WritersPublish { get; init; } = true;

    /// <summary>Whether who signs in by password must set up codes first.</summary>
    public bool RequireCodes { get; init; }
}
