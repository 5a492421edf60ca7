using Broadside.Articles;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary>Who made an article, each name linked to the person's page.</summary>
internal static class BylineHtml
{
    private static readonly string[] Roles = ["photo", "translation", "editing", "partner"];

    /// <summary>"By A and B".</summary>
    public static Html Words(Words words, IReadOnlyList<Byline> bylines) =>
        Named(words, bylines, "words") is { Length: > 0 } names ? new Html(words.Text("article.by", ("names", names))) : default;

    /// <summary>"Photos: C · Translation: D".</summary>
    public static Html Credits(Words words, IReadOnlyList<Byline> bylines)
    {
        var credits = Roles
            .Select(role => (Role: role, Names: Named(words, bylines, role)))
            .Where(c => c.Names.Length > 0)
            .Select(c => words.Text("article.role." + c.Role, ("names", c.Names)));
        return new Html(string.Join(" · ", credits));
    }

    private static string Named(Words words, IReadOnlyList<Byline> bylines, string role) =>
        words.Together([.. bylines.Where(b => b.Role == role).Select(b => $"<a href=\"/people/{Html.Escape(b.Slug)}/\">{Html.Escape(b.Name)}</a>")]);
}
