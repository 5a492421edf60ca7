namespace Broadside.Import.WordPress;

/// <summary>A stretch of an export file as it stands: what comes before the items, one item, or what stands between and after them.</summary>
/// <param name="Kind">Which of them it is.</param>
/// <param name="Text">The characters, tags included.</param>
/// <param name="Line">The line of the file that it begins on, from 1.</param>
/// <param name="IsWhole">False when the item has no end tag before the next item or the end of the file.</param>
internal readonly record struct WxrPart(WxrPartKind Kind, string Text, int Line, bool IsWhole = true);

internal enum WxrPartKind
{
    Head,
    Item,
    Rest,
}
