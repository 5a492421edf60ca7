using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Pushing;
using Broadside.Mirror.Targets;
using Broadside.Storage;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pages;

/// <summary>One mirror: how it stands, what was sent to it, its keys.</summary>
[Needs(Right.ManageSite)]
public sealed class OneMirror(MirrorQueries mirrors, AskForPush push, RemoveMirror remove, IDbContextFactory<NewsroomDb> dbs) : DeskPage
{
    private const int Shown = 30;

    public MirrorRow? Mirror { get; private set; }

    public PushRow? Running { get; private set; }

    public EditionFacts? Edition { get; private set; }

    public IReadOnlyList<PushRow> Pushes { get; private set; } = [];

    /// <summary>Of the key that its host showed first.</summary>
    public string? Fingerprint => Mirror?.HostKey is { } key ? HostKeyPin.Fingerprint(key) : null;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        await ShowAsync(id, cancel);
        if (Mirror is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
        return Page();
    }

    public Task<IActionResult> OnPostPushAsync(string id, CancellationToken cancel) => PushAsync(id, all: false, cancel);

    public Task<IActionResult> OnPostPushAllAsync(string id, CancellationToken cancel) => PushAsync(id, all: true, cancel);

    public async Task<IActionResult> OnPostRemoveAsync(string id, CancellationToken cancel)
    {
        var outcome = await remove.RunAsync(id, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/mirrors", "mirror_removed");
        }
        return await RefusedAsync(id, outcome.Refusal, cancel);
    }

    private async Task<IActionResult> PushAsync(string id, bool all, CancellationToken cancel)
    {
        var outcome = await push.RunAsync(id, all, cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/mirrors/" + id, "mirror_push");
        }
        return await RefusedAsync(id, outcome.Refusal, cancel);
    }

    private async Task<IActionResult> RefusedAsync(string id, Refusal refusal, CancellationToken cancel)
    {
        await ShowAsync(id, cancel);
        return Refused(refusal);
    }

    private async Task ShowAsync(string id, CancellationToken cancel)
    {
        Mirror = await mirrors.FindAsync(id, cancel);
        if (Mirror is null)
        {
            return;
        }
        Pushes = await mirrors.PushesAsync(Mirror.Id, Shown, cancel);
        Running = Pushes.FirstOrDefault(p => p.State == PushState.Running);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        Edition = await EditionFacts.ReadAsync(db, cancel);
    }
}
