using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages;

[Needs(Right.Write)]
public sealed class New(BeginArticle begin) : DeskPage
{
    public string? Headline { get; private set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(string? title, string? language, CancellationToken cancel)
    {
        Headline = title;
        var outcome = await begin.RunAsync(title, language, ArticleKind.Article, HttpContext.Actor(), cancel);
        return outcome.IsDone ? Redirect("/desk/articles/" + outcome.Value.Id) : Refused(outcome.Refusal);
    }
}
