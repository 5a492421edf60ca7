namespace Broadside.Mirror.Targets;

/// <summary>While it was sent, the newsroom's edition became a newer one.</summary>
#pragma warning disable CA1710, CA1032 // no fault: the push begins anew with the newer edition
public sealed class EditionMoved() : Exception("The edition was renewed while it was sent.");
#pragma warning restore CA1710, CA1032
