namespace Broadside.Articles;

/// <summary>Names of the lists that the catalogue keeps; also what a page notes when it has read one.</summary>
public static class ListKey
{
    public const string All = "all";
    public const string Pages = "pages";
    public const string Audio = "audio";
    public const string Corrected = "corrected";

    public static string Language(string language) => "language:" + language;

    public static string Topic(string slug) => "topic:" + slug;

    public static string Tag(string slug) => "tag:" + slug;

    public static string Person(string slug) => "person:" + slug;

    public static string Series(string slug) => "series:" + slug;

    public static string Group(string id) => "group:" + id;

    /// <summary>Months are UTC: a page must not depend on who reads it, nor move when the outlet changes its zone.</summary>
    public static string Month(DateTimeOffset at) => $"month:{at.UtcDateTime:yyyy-MM}";

    public static string Month(int year, int month) => $"month:{year:0000}-{month:00}";
}
