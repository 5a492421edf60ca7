using System.Collections.Frozen;

namespace Broadside.Articles;

/// <summary>Which way a language is written.</summary>
public static class TextDirection
{
    private static readonly FrozenSet<string> RightToLeft = new[] { "ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi" }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="language">BCP 47.</param>
    /// <returns>"rtl" or "ltr".</returns>
    public static string Of(string language) =>
        RightToLeft.Contains(language.Split('-')[0].ToLowerInvariant()) || language.StartsWith("ku-Arab", StringComparison.OrdinalIgnoreCase) ? "rtl" : "ltr";

    /// <summary>The text in another language: what was turned round in the old one and now runs as the whole text does is no exception any more.</summary>
    public static ArticleContent Follow(ArticleContent content, string before) =>
        Of(content.Language) is var now && now == Of(before)
            ? content
            : content with { Blocks = [.. content.Blocks.Select(b => b.Dir == now ? b with { Dir = null } : b)] };
}
