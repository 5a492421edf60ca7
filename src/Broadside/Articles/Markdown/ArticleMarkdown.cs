using System.Globalization;
using System.Text;
using Broadside.Kit;

namespace Broadside.Articles.Markdown;

/// <summary>Writes an article as a Markdown file: what <see cref="ContentFromMarkdown"/> reads stands in its front matter, the body below.</summary>
public static class ArticleMarkdown
{
    /// <param name="content">The article.</param>
    /// <param name="fileOf">Path from the file that is written to a file of the media library, by its hash.</param>
    /// <param name="about">More fields, for people: state, embargo…</param>
    public static string Write(ArticleContent content, Func<string, string> fileOf, params IEnumerable<(string Key, string? Value)> about)
    {
        var writer = new MarkdownWriter(fileOf);
        var front = new StringBuilder("---\n");
        front.Field("title", OneLine(content.Title))
            .Field("standfirst", content.Standfirst)
            .Field("label", content.Label)
            .Field("kind", content.Kind == ArticleKind.Page ? "page" : null)
            .Field("slug", content.Slug)
            .Field("address", content.Address)
            .Fields("former_address", content.FormerAddresses)
            .Field("language", content.Language)
            .Fields("by", [.. content.Bylines.Select(Byline)])
            .Fields("topics", [.. content.Topics.Select(t => Named(t.Slug, t.Name))])
            .Fields("tags", [.. content.Tags.Select(t => Named(t.Slug, t.Name))])
            .Field("series", content.Series is { } series ? string.Create(CultureInfo.InvariantCulture, $"{Named(series.Slug, series.Name)} / {series.Part}") : null)
            .Field("published", Instant(content.PublishedAt))
            .Field("updated", Instant(content.UpdatedAt));
        foreach (var correction in content.Corrections)
        {
            front.Field("correction", $"{correction.Kind.ToString().ToLowerInvariant()} | {Instant(correction.At)} | {correction.Text}");
        }
        if (content.Lead is { } lead)
        {
            writer.Figure(front, lead, "lead_");
        }
        front.Field("canonical", content.CanonicalUrl)
            .Field("first_published_by", content.FirstPublishedBy)
            .Field("first_published_url", content.FirstPublishedUrl)
            .Field("licence", content.Licence)
            .Field("translation_group", content.TranslationGroup)
            .Fields("related", content.Related)
            .Field("summary", content.Summary)
            .Field("search_title", content.SearchTitle);
        foreach (var (key, value) in about)
        {
            front.Field(key, value);
        }
        return front.Append("---\n\n").Append(writer.Write(ContentWalk.Whole(content))).ToString();
    }

    public static string? Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Byline(Byline by)
    {
        var name = Named(by.Slug, by.Name);
        return by.Role == "words" && !name.EndsWith(')') ? name : $"{name} ({by.Role})";
    }

    private static string Named(string slug, string name) =>
        Slug.From(name) == slug && !name.EndsWith('>') ? OneLine(name) : $"{OneLine(name)} <{slug}>";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
