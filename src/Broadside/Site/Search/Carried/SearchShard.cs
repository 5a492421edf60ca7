using System.Text.Json;

namespace Broadside.Site.Search.Carried;

/// <summary>
/// Names of the carried index's files, and in which of them a word stands. <c>search.js</c> reckons the same way.
/// </summary>
/// <remarks>
/// <c>/search/index.json</c> lists the stretches. Of each, <c>/search/index/STRETCH/N.json</c> holds the words whose first two
/// letters come to N, and <c>tN.json</c> sixty-four titles with address, date and standfirst.
/// </remarks>
public static class SearchShard
{
    public const string Root = "/search/";
    public const string List = Root + "index.json";
    public const string Folder = Root + "index/";

    /// <summary>A stretch as a page notes it: with the name of its first article, as long as that stays.</summary>
    public const string SubjectStart = "stretch/";

    /// <summary>Name of the one policy under which the script may load others, when a page is opened from a disk.</summary>
    public const string TrustedPolicy = "broadside-search";

    /// <summary>The shard in which a stem stands, of 2 to the power of <paramref name="bits"/>: words that begin with the same two letters are together.</summary>
    public static int Of(string stem, int bits) =>
        (int)(((stem[0] * 40503L) + ((stem.Length > 1 ? stem[1] : 0) * 30029L)) >> 7) & ((1 << bits) - 1);

    public static string Name(int shard) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{shard}.json");

    public static string TitlesName(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"t{number}.json");

    /// <summary>Whether this address belongs to the index: where pages are opened from a disk, browsers read it as scripts only.</summary>
    public static bool IsOne(string path) => path == List || (path.StartsWith(Folder, StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal));

    /// <summary>
    /// A file of the index as a script, for pages that are opened from a disk and may fetch nothing. It stands beside the
    /// file under the same name with <c>.js</c> after it.
    /// </summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="path">Its address from the root, as <c>/search/index.json</c>.</param>
    public static byte[] AsScript(byte[] json, string path) =>
        [.. "(globalThis.broadsideIndex??={})["u8, .. JsonSerializer.SerializeToUtf8Bytes(path[Root.Length..]), .. "]="u8, .. json, .. ";\n"u8];
}
