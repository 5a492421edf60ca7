namespace Broadside.Record.Claims;

/// <summary>Words that somebody chose in an article: units of the block's text (<see cref="Anchoring.BlockText"/>), in the draft or in what readers have.</summary>
/// <param name="Exact">The words, so that nothing else is taken when the text has changed meanwhile; null: whatever stands there.</param>
public sealed record AnchorPick(string Article, string Block, int Start, int End, string? Exact = null);
