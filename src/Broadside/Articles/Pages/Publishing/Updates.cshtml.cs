using Broadside.Articles.Comparing;
using Broadside.Articles.Publishing;
using Broadside.Articles.Updating;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages.Publishing;

/// <summary>A story that develops: what is new, above what was said.</summary>
[Needs(Right.Translate)]
public sealed class Updates(DeskArticleQueries articles, DeskAssets assets, AddUpdate add, ChangeUpdate change, RemoveUpdate remove) : ArticlePage(articles, assets)
{
    private const int Shown = 240;

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Headline { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    public bool MayPublish => Who.May(Right.Publish) && Found!.IsTheirs;

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancel) =>
        await EndAsync(await add.RunAsync(Id, Version, Headline, Text, Who, cancel), Here("updates"), "update_out", cancel);

    public async Task<IActionResult> OnPostChangeAsync(string? update, CancellationToken cancel) =>
        await EndAsync(await change.RunAsync(Id, Version, update ?? "", Headline, Text, Who, cancel), Here("updates"), "update_changed", cancel);

    public async Task<IActionResult> OnPostTakeAsync(string? update, CancellationToken cancel) =>
        await EndAsync(await remove.RunAsync(Id, Version, update ?? "", Who, cancel), Here("updates"), "update_gone", cancel);

    public string FirstWords(StoryUpdate update)
    {
        var text = string.Join(' ', update.Blocks.Select(CompareContents.Say));
        return text.Length <= Shown ? text : text[..Shown] + "…";
    }

    public string Written(StoryUpdate update) => UpdateText.Write(update);
}
