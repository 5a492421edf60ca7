using Broadside.Kit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Broadside.Themes.DeskFrame;

/// <summary>What the models of the desk's pages have in common: refusals at their fields, and the way on after an act.</summary>
public abstract class DeskPage : PageModel
{
    /// <summary>Shows the refusal at its field, or at the head of the page; the status says that nothing was done.</summary>
    protected IActionResult Refused(Refusal refusal)
    {
        ModelState.AddModelError(refusal.Field ?? "", DeskWords.Of(DeskWords.Of(HttpContext), refusal));
        Response.StatusCode = DeskAnswer.StatusOf(refusal);
        return Page();
    }

    /// <summary>After an act the browser is led to a page, so that reloading it repeats nothing; <c>done.WHAT</c> is said there.</summary>
    protected IActionResult Done(string address, string what) => Redirect($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={what}");
}
