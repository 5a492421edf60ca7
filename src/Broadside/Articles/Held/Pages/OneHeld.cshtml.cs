using System.Text.Json;
using Broadside.Articles.Comparing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Held.Pages;

/// <summary>One change that waits: who wants it, which links are new, what becomes of the text.</summary>
[Needs(Right.Publish)]
public sealed class OneHeld(HeldQueries held, VersionsOfArticle versions, StaffQueries staff, ApproveHeld approve, DropHeld drop, DeskAssets assets) : DeskPage
{
    private IReadOnlyList<string> newHosts = [];

    [FromRoute]
    public string Id { get; set; } = "";

    public HeldChange? Found { get; private set; }

    public string Title { get; private set; } = "";

    public string AskedBy { get; private set; } = "";

    public string Language { get; private set; } = "";

    public IReadOnlyList<string> Links { get; private set; } = [];

    public IReadOnlyList<ComparedPart> Parts { get; private set; } = [];

    public string Style => assets.Address("publishing.css");

    public bool MayApprove => Found?.AskedBy != HttpContext.Actor().Id || HttpContext.Actor().IsFreshByPasskey;

    public bool IsNew(string link) => newHosts.Contains(ContentWalk.HostOf(link) ?? "");

    public string KindOf(ComparedPart part) => DeskWords.Of(HttpContext).Text((part.Block is null ? "field." : "block.") + part.Kind);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Response.StatusCode = Found is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostApproveAsync(CancellationToken cancel) => await EndAsync(await approve.RunAsync(Id, HttpContext.Actor(), cancel), "held_approved", cancel);

    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancel) => await EndAsync(await drop.RunAsync(Id, HttpContext.Actor(), cancel), "held_dropped", cancel);

    private async Task<IActionResult> EndAsync<T>(Outcome<T> outcome, string done, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Done("/desk/held", done);
        }
        await LoadAsync(cancel);
        return Refused(outcome.Refusal);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Found = await held.FindForAsync(Id, HttpContext.Actor(), cancel);
        if (Found is null)
        {
            return;
        }
        var content = JsonSerializer.Deserialize<ArticleContent>(Found.Content, CanonicalJson.Options)!;
        (Title, Language) = (content.Title, content.Language);
        AskedBy = (await staff.NamesAsync(cancel)).GetValueOrDefault(Found.AskedBy, Found.AskedBy);
        Links = JsonSerializer.Deserialize<string[]>(Found.Links)!;
        newHosts = JsonSerializer.Deserialize<string[]>(Found.NewHosts)!;
        if (await versions.ContentAsync(Found.ArticleId, Found.BaseVersion, cancel) is { } before)
        {
            Parts = [.. CompareContents.Run(before, content).Where(p => p.Change != PartChange.Same)];
        }
    }
}
