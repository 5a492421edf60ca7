using Broadside.Giving.Outgoing;
using Broadside.Guard;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>Programs of the newsroom's own that are told of gifts. Whoever adds one has just shown that it is they.</summary>
[Needs(Right.HandleMoney, Fresh = true)]
public sealed class Hooks(HookQueries hooks, KeepHook keep) : MoneyPage
{
    private const string Here = "/desk/giving/hooks";

    public IReadOnlyList<OutgoingHook> All { get; private set; } = [];

    public IReadOnlyList<OutgoingNotice> Log { get; private set; } = [];

    public string? Address { get; private set; }

    /// <summary>Of the one that was just added: shown this once.</summary>
    public string? Secret { get; private set; }

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAddAsync(string? address, string[] events, CancellationToken cancel)
    {
        var added = await keep.AddAsync(address, events ?? [], HttpContext.Actor(), cancel);
        await ShowAsync(cancel);
        if (!added.IsDone)
        {
            Address = address;
            return Refused(added.Refusal);
        }
        Secret = added.Value.Secret;
        return Page();
    }

    public async Task<IActionResult> OnPostStopAsync(string? hook, CancellationToken cancel) =>
        await EndAsync(await keep.StopAsync(hook ?? "", HttpContext.Actor(), cancel), Here, "hook_stopped", () => ShowAsync(cancel));

    private async Task ShowAsync(CancellationToken cancel) => (All, Log) = (await hooks.AllAsync(cancel), await hooks.LogAsync(50, cancel));
}
