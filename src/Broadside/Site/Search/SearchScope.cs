namespace Broadside.Site.Search;

/// <summary>How far a question looks.</summary>
/// <param name="Newest">Place (<see cref="SearchPlace"/>) of the newest article.</param>
/// <param name="Horizons">Places, newest first: an engine that cannot read from the newest on looks back so far at a time.</param>
/// <param name="Limit">How many articles are wanted.</param>
public sealed record SearchScope(long Newest, IReadOnlyList<long> Horizons, int Limit);
