using System.Text.Json;

namespace Broadside.Import.Pages;

/// <summary>The Article, NewsArticle or BlogPosting that a page describes as schema.org JSON.</summary>
internal sealed record SchemaArticle(string? Headline, string? Description, string? DatePublished, IReadOnlyList<string> Authors, string? Publisher, string? Url, string? Image, string? Language)
{
    private const int Deepest = 6;

    public static SchemaArticle? Find(IEnumerable<string> scripts)
    {
        foreach (var script in scripts)
        {
            try
            {
                using var json = JsonDocument.Parse(script.Trim().TrimEnd(';'), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
                if (Search(json.RootElement, 0) is { } found)
                {
                    return found;
                }
            }
            catch (JsonException)
            {
                // Broken ld+json is common; the other sources remain.
            }
        }
        return null;
    }

    private static SchemaArticle? Search(JsonElement element, int depth)
    {
        if (depth > Deepest)
        {
            return null;
        }
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().Select(e => Search(e, depth + 1)).FirstOrDefault(f => f is not null);
        }
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        if (IsArticle(element))
        {
            var authors = element.TryGetProperty("author", out var author) ? Names(author).ToList() : [];
            return new SchemaArticle(Text(element, "headline") ?? Text(element, "name"), Text(element, "description"), Text(element, "datePublished"), authors, Name(element, "publisher"), Text(element, "url") ?? Text(element, "mainEntityOfPage"), Text(element, "image"), Text(element, "inLanguage"));
        }
        return element.TryGetProperty("@graph", out var graph) ? Search(graph, depth + 1)
            : element.TryGetProperty("mainEntity", out var main) ? Search(main, depth + 1) : null;
    }

    private static bool IsArticle(JsonElement element)
    {
        if (!element.TryGetProperty("@type", out var type))
        {
            return false;
        }
        var types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.ToString()) : [type.ToString()];
        return types.Any(t => t.EndsWith("Article", StringComparison.Ordinal) || t is "BlogPosting" or "Report" or "LiveBlogPosting");
    }

    private static IEnumerable<string> Names(JsonElement author) => author.ValueKind switch
    {
        JsonValueKind.Array => author.EnumerateArray().SelectMany(Names),
        JsonValueKind.Object => Text(author, "name") is { } name ? [name] : [],
        JsonValueKind.String => [author.GetString()!],
        _ => [],
    };

    private static string? Name(JsonElement element, string key) => element.TryGetProperty(key, out var value) ? Names(value).FirstOrDefault() : null;

    private static string? Text(JsonElement element, string key) => element.TryGetProperty(key, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? System.Net.WebUtility.HtmlDecode(text).Trim() : null,
        JsonValueKind.Object => Text(value, "url") ?? Text(value, "@id") ?? Text(value, "name"),
        JsonValueKind.Array => value.EnumerateArray().Select(Text).FirstOrDefault(t => t is not null),
        _ => null,
    };
}
