namespace Broadside.Articles.Body;

/// <summary>What came of reading foreign HTML: our blocks, what a person should know, and the outside hosts that links lead to (sorted).</summary>
public sealed record ReadBody(IReadOnlyList<Block> Blocks, IReadOnlyList<ReadNote> Notes, IReadOnlyList<string> Hosts);
