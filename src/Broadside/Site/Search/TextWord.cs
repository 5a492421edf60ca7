namespace Broadside.Site.Search;

/// <summary>A word of a published text as the index sees it; phrases do not reach from one part (title, standfirst, a block) into the next.</summary>
public readonly record struct TextWord(string Folded, string Stem, int Part, int At, int Length);
