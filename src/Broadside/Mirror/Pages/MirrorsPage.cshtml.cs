using Broadside.Guard;
using Broadside.Mirror.Pushing;
using Broadside.Storage;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pages;

/// <summary>The mirrors: what each holds, how old that is, what went wrong.</summary>
[Needs(Right.ManageSite)]
public sealed class MirrorsPage(MirrorQueries mirrors, AskForPush push, IDbContextFactory<NewsroomDb> dbs) : DeskPage
{
    private IReadOnlyDictionary<string, PushRow> running = new Dictionary<string, PushRow>();

    public IReadOnlyList<MirrorRow> All { get; private set; } = [];

    /// <summary>The newest; null while there is none.</summary>
    public EditionFacts? Edition { get; private set; }

    public PushRow? RunningOf(MirrorRow mirror) => running.GetValueOrDefault(mirror.Id);

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostPushAsync(string? mirror, CancellationToken cancel)
    {
        var outcome = await push.RunAsync(mirror ?? "", all: false, cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/mirrors", "mirror_push");
        }
        await ShowAsync(cancel);
        return Refused(outcome.Refusal);
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        (All, running) = (await mirrors.AllAsync(cancel), await mirrors.RunningAsync(cancel));
        await using var db = await dbs.CreateDbContextAsync(cancel);
        Edition = await EditionFacts.ReadAsync(db, cancel);
    }
}
