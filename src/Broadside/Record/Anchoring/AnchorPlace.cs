namespace Broadside.Record.Anchoring;

/// <summary>Where an anchor's words are now.</summary>
/// <param name="State">Only <see cref="AnchorState.Exact"/> and <see cref="AnchorState.Moved"/> may be shown to readers.</param>
/// <param name="Block">Block id; null when orphaned.</param>
/// <param name="Start">First unit of the block's text.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Score">How well it fits, 0 to 100.</param>
public sealed record AnchorPlace(AnchorState State, string? Block, int Start, int End, int Score)
{
    public static AnchorPlace Orphaned { get; } = new(AnchorState.Orphaned, null, 0, 0, 0);

    public bool IsLive => State is AnchorState.Exact or AnchorState.Moved;
}

public enum AnchorState
{
    /// <summary>The block is as it was.</summary>
    Exact,

    /// <summary>The same words stand elsewhere, among the same words.</summary>
    Moved,

    /// <summary>Words like these, or the same among others: a person has to say whether it is them.</summary>
    Fuzzy,

    /// <summary>Nothing is left of it.</summary>
    Orphaned,
}
