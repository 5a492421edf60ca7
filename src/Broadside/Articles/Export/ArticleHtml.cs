using System.Text;
using Broadside.Articles.Markup;
using Broadside.Themes;

namespace Broadside.Articles.Export;

/// <summary>An article as an HTML page without style or script, that any browser, mail program or word processor opens.</summary>
internal static class ArticleHtml
{
    public static string Write(ArticleContent content, Words words, Func<string, string> absolute)
    {
        var style = new BodyStyle { Words = words, Language = content.Language, Absolute = absolute };
        var to = new StringBuilder(8192);
        to.Append("<!DOCTYPE html>\n<html lang=\"").Append(Html.Escape(content.Language)).Append(words.Dir == "rtl" ? "\" dir=\"rtl" : "").Append("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<title>").Append(Html.Escape(content.Title)).Append("</title>\n");
        if (content.CanonicalUrl is { Length: > 0 } original || (original = content.Address.Length > 0 ? absolute(content.Address) : null) is not null)
        {
            to.Append("<link rel=\"canonical\" href=\"").Append(Html.Escape(original)).Append("\">\n");
        }
        to.Append("</head>\n<body>\n<article>\n<h1>").Append(Html.Escape(content.Title)).Append("</h1>\n");
        Paragraph(to, content.Standfirst);
        Paragraph(to, words.Together([.. content.Bylines.Select(b => b.Name)]));
        if (content.PublishedAt is { } at)
        {
            var date = words.Date(DateOnly.FromDateTime(at.UtcDateTime));
            to.Append("<p><time datetime=\"").Append(Markdown.ArticleMarkdown.Instant(at)).Append("\">").Append(Html.Escape(date)).Append("</time></p>\n");
        }
        to.Append(LeadHtml.Make(content.Lead, style).Value).Append(BodyHtml.Make(ContentWalk.Whole(content), style).Value);
        foreach (var correction in content.Corrections)
        {
            to.Append("<p><strong>").Append(Html.Escape(words.Text("correction." + correction.Kind.ToString().ToLowerInvariant()))).Append(", ").Append(Html.Escape(words.Date(DateOnly.FromDateTime(correction.At.UtcDateTime)))).Append(":</strong> ").Append(Html.Escape(correction.Text)).Append("</p>\n");
        }
        return to.Append("</article>\n</body>\n</html>\n").ToString();
    }

    private static void Paragraph(StringBuilder to, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            to.Append("<p>").Append(Html.Escape(text)).Append("</p>\n");
        }
    }
}
