using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Broadside.Articles.Body;
using Broadside.Articles.Markup;
using Broadside.Themes;

namespace Broadside.Tests.Articles.Hostile;

/// <summary>Every piece of HTML in the test data that tries to run script, and the way that it takes through the program.</summary>
internal static partial class Vectors
{
    private static readonly BodyStyle Style = new() { Words = new Theme(new ThemeFiles(null)).Vocabulary.For("en") };

    public static IReadOnlyList<(string Name, string Html)> All() => [.. Items(), .. Lines(), .. Pairs(), .. Feeds()];

    public static IReadOnlyList<Block> Blocks(string html)
    {
        var next = 0;
        var options = new HtmlReaderOptions { BaseUrl = new Uri("https://old.example/2024/x/"), OwnHosts = new HashSet<string> { "old.example" }, NewId = () => $"b{++next}" };
        return HtmlReader.Read(html, options).Blocks;
    }

    /// <summary>What a reader's page would hold of it.</summary>
    public static string Shown(string html) => Shown(Blocks(html));

    public static string Shown(IReadOnlyList<Block> blocks) => BodyHtml.Make(blocks, Style).ToString();

    private static IEnumerable<(string, string)> Items()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(TestData.At("data", "sanitizer", "h5sc-items.json")));
        return [.. json.RootElement.EnumerateArray().Select(i => ($"h5sc {i.GetProperty("id")}", i.GetProperty("data").GetString()!))];
    }

    private static IEnumerable<(string, string)> Lines() =>
        File.ReadAllLines(TestData.At("data", "sanitizer", "h5sc-vectors.txt")).Where(l => l.Length > 0).Select((l, i) => ($"h5sc line {i + 1}", l));

    private static IEnumerable<(string, string)> Pairs()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(TestData.At("data", "sanitizer", "htmlsanitizer-pairs.json")));
        return [.. json.RootElement.EnumerateArray().Select((p, i) => ($"pair {i} {p.GetProperty("test")}", p.GetProperty("input").GetString()!))];
    }

    // Both as the feed's text stands and as it reads once unescaped.
    private static IEnumerable<(string, string)> Feeds() =>
        Directory.GetFiles(TestData.At("data", "sanitizer", "feedparser-sanitize"), "*.xml").Order(StringComparer.Ordinal).SelectMany(f =>
        {
            var text = Comment().Replace(File.ReadAllText(f), "", 1);
            return new[] { (Path.GetFileName(f), text), (Path.GetFileName(f) + " unescaped", WebUtility.HtmlDecode(text)) };
        });

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
