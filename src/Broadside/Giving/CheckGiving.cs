using System.Runtime.CompilerServices;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving;

/// <summary>What <c>broadside doctor</c> says about money: whether the books hold, rails are open, and money goes where it was signed to go.</summary>
internal sealed class CheckGiving(IDbContextFactory<NewsroomDb> dbs, LedgerQueries ledger, RailBoard board, ConfirmRails confirm, SiteRecord site, OutboundSwitch outbound, TimeProvider time) : ICheck
{
    // It runs once a day; twice missed is no accident.
    private static readonly TimeSpan Stale = TimeSpan.FromDays(2);

    public string Name => "giving";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var wrong in await ledger.CheckAsync(cancel))
        {
            yield return $"giving: {wrong} Somebody wrote into the database: do not correct it by hand, restore the books from a backup.";
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var signed = site.Read<PayoutDetails>(PayoutDetails.Part);
        foreach (var row in await db.Set<LegalRecipient>().AsNoTracking().ToListAsync(cancel))
        {
            if (signed.Recipients.FirstOrDefault(r => r.Id == row.Id) is { } card && (card.Name, card.TaxNumber, card.TaxStatus) != (row.Name, row.TaxNumber, row.TaxStatus))
            {
                yield return $"giving: the recipient {row.Id} stands in the database otherwise than signed. Donors see what was signed; find out who wrote there.";
            }
        }
        await board.ReloadAsync(cancel);
        var processors = board.Rails.Select(r => r.Describe()).Where(r => r.Flow == Flow.HostedRedirect).ToList();
        foreach (var rail in processors)
        {
            var state = board.State(rail.Id, rail.Limits.Count > 0 ? rail.Limits[0].Currency : "", null);
            if (state is HealthState.Cut or HealthState.Open or HealthState.Paused)
            {
                yield return $"giving: the rail {rail.Id} is {state.ToString().ToLowerInvariant()}. Donors are offered the next one; look at it on the desk under Rails.";
            }
            if (!confirm.IsConfirmed(rail.Id))
            {
                yield return $"giving: the settings of {rail.Id} are not those that were confirmed. It takes no gift until an owner confirms it on the desk under Payment details.";
            }
            var last = await db.Set<Reconciliation>().Where(r => r.Rail == rail.Id).MaxAsync(r => (DateTimeOffset?)r.EndedAt, cancel);
            if (last is { } ended && time.GetUtcNow() - ended > Stale)
            {
                yield return $"giving: {rail.Id} was last compared on {ended:yyyy-MM-dd}. Run: broadside give reconcile";
            }
        }
        if (processors.Count > 0 && !await outbound.MayAsync(cancel))
        {
            yield return "giving: this copy is quiet: it charges nobody and mails no donor until a person confirms that it is the one.";
        }
    }
}
