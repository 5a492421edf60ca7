using Broadside.Giving.Gifts;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>Gifts that come again, and what becomes of those whose rail was cut.</summary>
[Needs(Right.SeeMoney)]
public sealed class PlansPage(TreasuryQueries treasury, RecoveryQueries recovery, MovePlan move) : MoneyPage
{
    private const string Here = "/desk/giving/plans";

    public PlanState? State { get; private set; }

    public IReadOnlyList<(PlanState State, int Count)> Counts { get; private set; } = [];

    public int Total => Counts.Sum(c => c.Count);

    /// <summary>How many go on at another rail.</summary>
    public int Moved { get; private set; }

    /// <summary>Null where no letters are kept.</summary>
    public RecoveryQueries.Board? Recovery { get; private set; }

    public IReadOnlyList<RecurringPlan> Rows { get; private set; } = [];

    public Task OnGetAsync(string? state, CancellationToken cancel) => ShowAsync(state, cancel);

    /// <summary>A person answers for it that the rail will charge by it no more.</summary>
    public async Task<IActionResult> OnPostEndAsync(string? plan, CancellationToken cancel) =>
        await EndAsync(await move.DeclareEndedAsync(plan ?? "", HttpContext.Actor(), cancel), Here, "plan_ended", () => ShowAsync(null, cancel));

    private async Task ShowAsync(string? state, CancellationToken cancel)
    {
        State = Enum.TryParse<PlanState>(state, ignoreCase: true, out var one) && Enum.IsDefined(one) ? one : null;
        var (states, moved) = await treasury.PlanCountsAsync(cancel);
        (Counts, Moved) = ([.. Enum.GetValues<PlanState>().Where(states.ContainsKey).Select(s => (s, states[s]))], moved);
        Recovery = await recovery.FindAsync(cancel);
        Rows = await treasury.PlansAsync(State, cancel);
    }
}
