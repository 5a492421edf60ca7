namespace Broadside.Mirror.Editions;

/// <summary>The newsroom has a new edition: what mirrors hold is one behind.</summary>
public sealed record EditionMade(long Number);
