namespace Broadside.Articles.Export;

/// <summary>What is left of a withdrawn article, in its post meta <see cref="Key"/>: its addresses go on saying that it was withdrawn, and why.</summary>
/// <param name="V">1.</param>
/// <param name="Tombstone">What readers are told.</param>
/// <param name="Former">Its earlier addresses.</param>
/// <param name="PublishedAt">When readers first got it.</param>
public sealed record WxrGone(int V, Tombstone Tombstone, IReadOnlyList<string> Former, DateTimeOffset PublishedAt)
{
    public const string Key = "_broadside_gone";
}
