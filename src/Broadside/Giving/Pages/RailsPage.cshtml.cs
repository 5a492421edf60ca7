using Broadside.Giving.Health;
using Broadside.Giving.Notices;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>Each way by which money comes, what stands with it and on what that rests; the treasurer cuts, pauses and restores.</summary>
[Needs(Right.SeeMoney)]
public sealed class RailsPage(TreasuryQueries treasury, RailBoard board, DriveMode drive, SwitchRecipient switches, ConfirmRails confirm, SiteRecord site, Secrets secrets, BaseAddress address) : MoneyPage
{
    private const string Here = "/desk/giving/rails";

    public IReadOnlyList<TreasuryQueries.Rail> Rails { get; private set; } = [];

    public bool IsDrive { get; private set; }

    public IReadOnlyDictionary<string, string> Prepared { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<KeyValuePair<string, string>> Recipients => [.. site.Read<PayoutDetails>(PayoutDetails.Part).Recipients.Select(r => KeyValuePair.Create(r.Id, r.Name))];

    public IEnumerable<KeyValuePair<string, string>> OrNobody => Recipients.Prepend(KeyValuePair.Create("", Words.Text("money.rails.nobody")));

    public string NameOf(string recipient) => Recipients.FirstOrDefault(r => r.Key == recipient).Value ?? recipient;

    public bool IsConfirmed(string rail) => confirm.IsConfirmed(rail);

    public string NoticeAddress(string rail) => address.Absolute($"/hooks/{rail}/{AnswerHooks.Secret(secrets, rail)}");

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public Task<IActionResult> OnPostCutAsync(string? rail, CancellationToken cancel) => PressAsync(rail, new RailSignal.CutNow("desk"), "rail_cut", cancel);

    public Task<IActionResult> OnPostPauseAsync(string? rail, CancellationToken cancel) => PressAsync(rail, new RailSignal.Pause(null, "desk"), "rail_paused", cancel);

    public Task<IActionResult> OnPostRestoreAsync(string? rail, CancellationToken cancel) => PressAsync(rail, new RailSignal.Restore(), "rail_restored", cancel);

    public async Task<IActionResult> OnPostProbeAsync(string? rail, CancellationToken cancel)
    {
        if (board.Find(rail ?? "") is not { } known)
        {
            return await NoRailAsync(cancel);
        }
        await board.ProbeAsync(known, cancel);
        return Done(Here, "rail_probed");
    }

    public async Task<IActionResult> OnPostDriveAsync(bool on, CancellationToken cancel)
    {
        await drive.SetAsync(on, HttpContext.Actor(), cancel);
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostPrepareAsync(string? from, string? to, CancellationToken cancel) =>
        await EndAsync(await switches.PrepareAsync(from ?? "", to ?? "", HttpContext.Actor(), cancel), Here, "switch_prepared", () => ShowAsync(cancel));

    public async Task<IActionResult> OnPostSwitchAsync(string? from, CancellationToken cancel) =>
        await EndAsync(await switches.RunAsync(from ?? "", HttpContext.Actor(), cancel), Here, "recipient_switched", () => ShowAsync(cancel));

    private async Task<IActionResult> PressAsync(string? rail, RailSignal signal, string done, CancellationToken cancel)
    {
        if (board.Find(rail ?? "") is not { } known)
        {
            return await NoRailAsync(cancel);
        }
        var after = await board.SignalAsync(known.Describe().Id, null, null, signal, HttpContext.Actor(), cancel);
        if (signal is RailSignal.Restore && after != HealthState.Healthy)
        {
            await ShowAsync(cancel);
            return Refused(new Refusal("rail_probe", "It still refuses us: ask it again, and restore it when that went well."));
        }
        return Done(Here, done);
    }

    private async Task<IActionResult> NoRailAsync(CancellationToken cancel)
    {
        await ShowAsync(cancel);
        return Refused(new Refusal("no_rail", "Choose the rail that paid out.", "rail"));
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        (Rails, IsDrive) = (await treasury.RailsAsync(cancel), await drive.IsOnAsync(cancel));
        Prepared = await switches.PreparedAsync(cancel);
    }
}
