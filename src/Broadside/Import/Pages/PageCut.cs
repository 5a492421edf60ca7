namespace Broadside.Import.Pages;

/// <summary>A line of a page that is no part of the article. <paramref name="Code"/>: "boilerplate" or "foreign_line".</summary>
internal sealed record PageCut(string Code, string Text, string Why, string? Domain = null)
{
    public const string Boilerplate = "boilerplate";
    public const string ForeignLine = "foreign_line";
}
