using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Rewriting.Pages;

[Needs(Right.EditOthers)]
public sealed class FindAndReplace(AskRewrite ask) : DeskPage
{
    public ReplaceText Asked { get; private set; } = new("", "") { WholeWords = true, MatchCase = true };

    public string? Tick(bool ticked) => ticked ? "true" : null;

    public async Task<IActionResult> OnPostAsync(string? find, string? with, bool wholeWords, bool matchCase, bool inTitle, bool inStandfirst, bool inText, CancellationToken cancel)
    {
        Asked = new ReplaceText(find ?? "", with ?? "") { WholeWords = wholeWords, MatchCase = matchCase, InTitle = inTitle, InStandfirst = inStandfirst, InText = inText };
        var outcome = await ask.RunAsync(Asked, HttpContext.Actor(), cancel);
        return outcome.IsDone ? Redirect("/desk/changes/" + outcome.Value.Id) : Refused(outcome.Refusal);
    }
}
