namespace Broadside.Site.Search;

/// <summary>What the index claims; believed only after a look at the signed content.</summary>
public sealed record SearchHit(string ArticleId, int Number, string Impacts);
