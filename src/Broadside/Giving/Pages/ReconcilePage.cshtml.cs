using Broadside.Giving.Notices;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Pages;

/// <summary>What each rail's own list says beside the books, and every difference that a person must look at.</summary>
[Needs(Right.SeeMoney)]
public sealed class ReconcilePage(TreasuryQueries treasury, SettleItem settle, JobQueue jobs, IDbContextFactory<NewsroomDb> dbs) : MoneyPage
{
    private const string Here = "/desk/giving/reconcile";

    public IReadOnlyList<GivingItem> Items { get; private set; } = [];

    public IReadOnlyList<Reconciliation> Past { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    /// <summary>It may take minutes: a job does it.</summary>
    public async Task<IActionResult> OnPostRunAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await jobs.AddAsync(db, Reconcile.JobKind, "", cancel, uniqueKey: "reconcile now");
        await db.SaveChangesAsync(cancel);
        return Done(Here, "reconcile_asked");
    }

    public async Task<IActionResult> OnPostSettleAsync(string? code, string? subject, CancellationToken cancel) =>
        await EndAsync(await settle.RunAsync(code ?? "", subject ?? "", HttpContext.Actor(), cancel), Here, "item_settled", () => ShowAsync(cancel));

    private async Task ShowAsync(CancellationToken cancel) => (Items, Past) = (await treasury.ItemsAsync(cancel), await treasury.ReconciliationsAsync(50, cancel));
}
