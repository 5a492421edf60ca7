using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages.Publishing;

/// <summary>A public correction of what readers have.</summary>
[Needs(Right.Publish)]
public sealed class Correct(DeskArticleQueries articles, DeskAssets assets, CorrectArticle correct) : ArticlePage(articles, assets)
{
    [BindProperty]
    public CorrectionKind Kind { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>The version that the person saw: the same press twice corrects once.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel) =>
        await EndAsync(await correct.RunAtDeskAsync(Id, Version, Kind, Text ?? "", Who, cancel), Here("published"), "corrected", cancel);
}
