using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages.Publishing;

/// <summary>What the screens about one article have in common: they find it, or say that there is none.</summary>
public abstract class ArticlePage(DeskArticleQueries articles, DeskAssets assets) : DeskPage
{
    [FromRoute]
    public string Id { get; set; } = "";

    /// <summary>Null where there is no such article: the page then says so.</summary>
    public DeskArticle? Found { get; private set; }

    public string Style => assets.Address("publishing.css");

    protected Actor Who => HttpContext.Actor();

    protected string Here(string page) => $"/desk/articles/{Id}/{page}";

    protected virtual Task LoadAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Reads the article and what the page shows beside; false where there is no such article.</summary>
    protected async Task<bool> FindAsync(CancellationToken cancel)
    {
        Found = await articles.FindAsync(Id, Who, cancel);
        if (Found is null)
        {
            return false;
        }
        await LoadAsync(cancel);
        return true;
    }

    protected async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            Response.StatusCode = 404;
        }
        return Page();
    }

    /// <summary>Leads on when it was done; else shows the page again with what is wrong.</summary>
    protected async Task<IActionResult> EndAsync<T>(Outcome<T> outcome, string address, string done, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Done(address, done);
        }
        if (!await FindAsync(cancel))
        {
            Response.StatusCode = 404;
            return Page();
        }
        return Refused(outcome.Refusal);
    }
}
