using Broadside.Articles.Held;
using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Rewriting.Pages;

[Needs(Right.EditOthers)]
public sealed class Change(RewriteQueries rewrites, StartRewrite start, DropRewrite drop, UndoRewrite undo) : DeskPage
{
    private const int Shown = 50;

    [FromRoute]
    public string Id { get; set; } = "";

    public Rewrite? Row { get; private set; }

    public IReadOnlyList<RewriteQueries.Item> Items { get; private set; } = [];

    public string Says => Row is null ? "" : ChangeWords.Of(DeskWords.Of(HttpContext), RewriteSpec.Read(Row.Spec));

    public bool CountsPlaces => Row?.Kind is "text" or "media";

    /// <summary>Of the articles left out, those whose link waits for a second person.</summary>
    public int Held { get; private set; }

    /// <summary>The address that the new file's credit would lead to.</summary>
    public string? Link => Row is null ? null : (RewriteSpec.Read(Row.Spec) as ReplaceFile)?.Words?.CreditUrl;

    /// <summary>Whether it changes more published articles than this person may by one press.</summary>
    public bool IsTooMany => Row?.Live > EditPace.Most && !EditPace.AnswersForMany(HttpContext.Actor());

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Response.StatusCode = Row is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostStartAsync(CancellationToken cancel) => await ShowAsync(await start.RunAsync(Id, HttpContext.Actor(), cancel), cancel);

    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancel) => await ShowAsync(await drop.RunAsync(Id, HttpContext.Actor(), cancel), cancel);

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken cancel) => await ShowAsync(await undo.RunAsync(Id, HttpContext.Actor(), cancel), cancel);

    private async Task<IActionResult> ShowAsync(Outcome<Rewrite> outcome, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Redirect("/desk/changes/" + outcome.Value.Id);
        }
        await LoadAsync(cancel);
        return Refused(outcome.Refusal);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Row = await rewrites.FindAsync(Id, cancel);
        Items = Row is null ? [] : await rewrites.ItemsAsync(Id, Shown, cancel);
        Held = Row is { Skipped: > 0 } ? await rewrites.HeldAsync(Id, cancel) : 0;
    }
}
