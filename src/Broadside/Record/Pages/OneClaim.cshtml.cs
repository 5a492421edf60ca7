using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Claims;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Record.Pages;

/// <summary>One claim of the record: what it says, where articles say it, and for events what else may be the same.</summary>
[Needs(Right.Write)]
public sealed class OneClaim(OneClaimQueries claims, KeepClaim keep, RemoveClaim remove, MergeEvents merge) : DeskPage
{
    [FromRoute]
    public string Kind { get; set; } = "";

    [FromRoute]
    public string Id { get; set; } = "";

    /// <summary>The article that one came from.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Article { get; set; }

    public OneClaimQueries.Found? Found { get; private set; }

    public ClaimForm Form { get; private set; } = new();

    public string Back => Article is { Length: > 0 } article ? $"/desk/articles/{article}/record" : "/desk/record";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return Missing();
        }
        Form = Found!.Form(DeskWords.Of(HttpContext));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int? revision, ClaimForm form, CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return Missing();
        }
        Form = form;
        var outcome = await keep.ChangeAsync(Found!.Kind, Id, revision, Article, form, HttpContext.Actor(), cancel);
        return outcome.IsDone ? Done(Back, "claim_changed") : Refused(outcome.Refusal);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return Missing();
        }
        var outcome = await remove.RunAsync(Found!.Kind, Id, HttpContext.Actor(), cancel);
        return outcome.IsDone ? Done(Back, "claim_removed") : Again(outcome.Refusal);
    }

    public async Task<IActionResult> OnPostMergeAsync(string? into, CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return Missing();
        }
        var outcome = await merge.RunAsync(into ?? "", Id, HttpContext.Actor(), cancel);
        return outcome.IsDone ? Done(Back, "claim_merged") : Again(outcome.Refusal with { Field = null });
    }

    private IActionResult Again(Refusal refusal)
    {
        Form = Found!.Form(DeskWords.Of(HttpContext));
        return Refused(refusal);
    }

    private IActionResult Missing()
    {
        Response.StatusCode = 404;
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken cancel)
    {
        Found = Enum.TryParse<ClaimKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? await claims.FindAsync(kind, Id, cancel) : null;
        return Found is not null;
    }
}
