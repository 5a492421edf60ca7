using Broadside.Guard;
using Broadside.Storage;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Desk.Pages;

[Needs(Right.SeeHealth)]
public sealed class Health(HomeQueries home, CheckQueries checks, RunChecks run, SeeToAlarm see, KeyRing keys, VersionStore versions, IEngine engine) : DeskPage
{
    private const string Here = "/desk/health";

    public IReadOnlyList<Alarm> Alarms { get; private set; } = [];

    public IReadOnlyList<CheckQueries.Looked> Checks { get; private set; } = [];

    public bool IsRunning { get; private set; }

    public string Key => keys.SitePublicKey;

    public bool CanSign => keys.CanSign;

    public int Versions => versions.AllLive().Count;

    public string Engine => engine.Name == "sqlite" ? "SQLite" : "PostgreSQL";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Alarms = await home.AlarmsAsync(cancel);
        Checks = await checks.LastAsync(cancel);
        IsRunning = await checks.IsRunningAsync(cancel);
    }

    public async Task<IActionResult> OnPostRunAsync(CancellationToken cancel)
    {
        await run.AskAsync(cancel);
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostSeenAsync(string? id, CancellationToken cancel)
    {
        var outcome = await see.RunAsync(id ?? "", HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done(Here, "alarm_seen");
        }
        await OnGetAsync(cancel);
        return Refused(outcome.Refusal);
    }
}
