using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages.Publishing;

/// <summary>Takes an article from readers, after saying in numbers what that means.</summary>
[Needs(Right.Publish, Fresh = true)]
public sealed class Withdraw(DeskArticleQueries articles, DeskAssets assets, TakeDownArticle takeDown, PublishedPlaces places, Catalogue catalogue, ArticleQueries queries) : ArticlePage(articles, assets)
{
    [BindProperty]
    public string? Reason { get; set; }

    public Tombstone? Tombstone { get; private set; }

    public int WordCount { get; private set; }

    public int Places { get; private set; }

    public int Files { get; private set; }

    public int Translations { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel) =>
        await EndAsync(await takeDown.RunAsync(Id, Reason ?? "", Who, cancel), Here("withdraw"), "taken_down", cancel);

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        if (Found is not { Live: { } live, Entry: { } entry })
        {
            Tombstone = await queries.TombstoneAsync(Id, cancel);
            return;
        }
        WordCount = ContentWalk.Words(live);
        Places = places.Of(entry, live).Count;
        Files = ContentWalk.Media(live).Distinct().Count();
        Translations = catalogue.Translations(entry).Count(t => t.Id != Id);
    }
}
