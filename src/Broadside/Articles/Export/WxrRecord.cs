namespace Broadside.Articles.Export;

/// <summary>
/// What a WXR item has no place for, in its post meta <see cref="Key"/>: the whole content, and the names of the files that
/// it shows. An import takes it in place of the item's HTML only where both say the same.
/// </summary>
public sealed record WxrRecord(int V, ArticleContent Content, IReadOnlyDictionary<string, string> Files)
{
    public const string Key = "_broadside";

    /// <summary>The same of a published article's next version in the making.</summary>
    public const string NextKey = "_broadside_next";

    /// <summary>Until when a draft must not go out, as ISO 8601.</summary>
    public const string EmbargoKey = "_broadside_embargo";

    /// <summary>What the channel's <c>generator</c> says.</summary>
    public const string Generator = "Broadside";
}
