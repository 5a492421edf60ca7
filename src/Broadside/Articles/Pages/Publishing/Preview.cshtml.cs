using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages.Publishing;

/// <summary>The draft as readers would get it, in each of the forms in which they do.</summary>
[Needs(Right.Translate)]
public sealed class Preview(DeskArticleQueries articles, DeskAssets assets) : ArticlePage(articles, assets)
{
    public static IReadOnlyList<string> Forms { get; } = ["phone", "desktop", "feed", "print", "mail", "card"];

    /// <summary>As what it is seen.</summary>
    public string As { get; private set; } = Forms[0];

    public string Address => Here("preview/" + (As is "phone" or "desktop" ? "web" : As));

    public Task<IActionResult> OnGetAsync(string? @as, CancellationToken cancel)
    {
        As = Forms.FirstOrDefault(f => f == @as) ?? Forms[0];
        return ShowAsync(cancel);
    }
}
