using Broadside.Articles;
using Broadside.Record.Anchoring;

namespace Broadside.Site.Dossiers;

/// <summary>The address of words in an article: its paragraph, and a text fragment by which browsers mark the words themselves.</summary>
internal static class Place
{
    // Longer words are named by how they begin and end: the address stays short.
    private const int Longest = 40;
    private const int EndWords = 3;

    /// <param name="anchor">Where the words are now.</param>
    public static string Of(ArticleContent article, Anchor anchor) => $"{article.Address}#b-{anchor.Block}{Fragment(anchor.Exact)}";

    /// <summary>":~:text=…" (WICG Scroll to Text Fragment); nothing where there is no word to look for.</summary>
    public static string Fragment(string exact)
    {
        var lines = exact.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0)
        {
            return "";
        }
        if (lines.Length == 1 && lines[0].Length <= Longest)
        {
            return ":~:text=" + Escape(lines[0]);
        }
        var (first, last) = (lines[0].Split(' ').Take(EndWords), lines[^1].Split(' ').TakeLast(EndWords));
        return $":~:text={Escape(string.Join(' ', first))},{Escape(string.Join(' ', last))}";
    }

    // "-" and "," have a meaning there.
    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("-", "%2D", StringComparison.Ordinal);
}
