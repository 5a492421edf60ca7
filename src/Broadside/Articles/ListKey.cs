namespace Broadside.Articles;

/// <summary>Names of the lists that the catalogue keeps; also what a page notes when it has read one.</summary>
public static class ListKey
{
    public const string All = "all";
    public const string Pages = "pages";
    public const string Audio = "audio";
    public const string Corrected = "corrected";

    /// <summary>What stands around every page: in which languages there are articles, and in which the newest of each topic is.</summary>
    public const string Frame = "frame";

    internal const string LanguageStart = "language:";
    internal const string TopicStart = "topic:";
    internal const string TagStart = "tag:";
    internal const string PersonStart = "person:";
    internal const string SeriesStart = "series:";
    internal const string MonthStart = "month:";

    public static string Language(string language) => LanguageStart + language;

    public static string Topic(string slug) => TopicStart + slug;

    public static string Tag(string slug) => TagStart + slug;

    public static string Person(string slug) => PersonStart + slug;

    public static string Series(string slug) => SeriesStart + slug;

    public static string Group(string id) => "group:" + id;

    /// <summary>Months are UTC: a page must not depend on who reads it, nor move when the outlet changes its zone.</summary>
    public static string Month(DateTimeOffset at) => Month(at.UtcDateTime.Year, at.UtcDateTime.Month);

    public static string Month(int year, int month) => $"{MonthStart}{year:0000}-{month:00}";
}
