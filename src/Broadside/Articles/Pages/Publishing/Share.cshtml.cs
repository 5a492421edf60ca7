using System.Globalization;
using Broadside.Articles.Publishing;
using Broadside.Articles.Sharing;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages.Publishing;

/// <summary>Links by which somebody outside reads the draft.</summary>
[Needs(Right.Translate)]
public sealed class Share(DeskArticleQueries articles, DeskAssets assets, ShareQueries shares, ShareArticle share, EndShareLink end, TimeProvider time) : ArticlePage(articles, assets)
{
    public IReadOnlyList<ShareLink> Links { get; private set; } = [];

    public ShareArticle.Made? Made { get; private set; }

    public DateTimeOffset Now => time.GetUtcNow();

    public IEnumerable<KeyValuePair<string, string>> AllDays => ShareArticle.Days.Select(d => KeyValuePair.Create(d.ToString(CultureInfo.InvariantCulture), DeskWords.Of(HttpContext).Count("share.for_days", d)));

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public int Days { get; set; } = ShareArticle.Days[1];

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await share.RunAsync(Id, Name, Days, Who, cancel);
        if (!outcome.IsDone)
        {
            return await EndAsync(outcome, "", "", cancel);
        }
        // Shown here and never again: there is nowhere to be led to.
        Made = outcome.Value;
        return await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostEndAsync(string link, CancellationToken cancel) =>
        await EndAsync(await end.RunAsync(Id, link ?? "", Who, cancel), Here("share"), "share_ended", cancel);

    protected override async Task LoadAsync(CancellationToken cancel) => Links = await shares.OfAsync(Id, cancel);
}
