namespace Broadside.Mirror.Editions;

/// <summary>The file behind a media name.</summary>
/// <param name="Path">On this machine.</param>
/// <param name="Sha256">Where it is known already.</param>
/// <param name="IsStandIn">A JPEG, until the rendition is made.</param>
public sealed record MediaSource(string Path, string? Sha256, bool IsStandIn);
