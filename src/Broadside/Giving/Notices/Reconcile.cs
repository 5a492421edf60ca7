using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Rails;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Notices;

/// <summary>
/// Goes through a rail's own list and makes the books equal to it: what no notice told is posted, and every difference that is left is an item.
/// Windows overlap by days, so that what the far end books late is seen; after an outage the window begins where the last one ended.
/// </summary>
public sealed class Reconcile(IDbContextFactory<NewsroomDb> dbs, RailBoard board, ApplyFacts apply, Ids ids, TimeProvider time) : IJob
{
    public const string JobKind = "reconcile";

    private const int Stretch = 500;
    private static readonly TimeSpan Window = TimeSpan.FromDays(3);

    public string Kind => JobKind;

    public bool IsLong => true;

    public Task RunAsync(string payload, CancellationToken cancel) => AllAsync(cancel);

    /// <summary>Every rail that has a list of its own.</summary>
    public async Task<IReadOnlyList<(string Rail, Reconciliation? Done)>> AllAsync(CancellationToken cancel)
    {
        var done = new List<(string, Reconciliation?)>();
        foreach (var rail in board.Rails.Where(r => r.Describe().Flow != Flow.Instructions))
        {
            done.Add((rail.Describe().Id, await RunAsync(rail, cancel)));
        }
        return done;
    }

    /// <returns>Null: the rail could not be asked to the end; what it told is in the books all the same.</returns>
    public async Task<Reconciliation?> RunAsync(IRail rail, CancellationToken cancel)
    {
        var about = rail.Describe();
        var until = time.GetUtcNow();
        var window = new Cursor(await FromAsync(about.Id, until, cancel), until);
        var seen = new HashSet<FactKey>();
        var (posted, stretch) = (0, new List<Fact>());
        try
        {
            await foreach (var fact in rail.ListAsync(window, cancel))
            {
                stretch.Add(fact);
                seen.Add(fact.Key);
                if (stretch.Count == Stretch)
                {
                    posted += await ApplyAsync(about, stretch, cancel);
                    stretch.Clear();
                }
            }
            posted += await ApplyAsync(about, stretch, cancel);
        }
        catch (RailUnreachable e)
        {
            await ApplyAsync(about, stretch, cancel);
            await board.LearnAsync(about.Id, e, cancel);
            return null;
        }
        return await EndAsync(rail, about, window, seen, posted, cancel);
    }

    private async Task<DateTimeOffset> FromAsync(string rail, DateTimeOffset until, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var last = await db.Set<Reconciliation>().Where(r => r.Rail == rail).MaxAsync(r => (DateTimeOffset?)r.WindowUntil, cancel);
        // The first time everything is asked for that may stand in books as young as these.
        var first = last ?? await db.Set<Gifts.Attempt>().Where(a => a.Rail == rail).MinAsync(a => (DateTimeOffset?)a.StartedAt, cancel) ?? until;
        return (first < until ? first : until) - Window;
    }

    private async Task<int> ApplyAsync(RailDescriptor rail, List<Fact> facts, CancellationToken cancel)
    {
        if (facts.Count == 0)
        {
            return 0;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var posted = await apply.FactsAsync(db, rail, facts, null, cancel);
        await db.SaveChangesAsync(cancel);
        Mishap.Here("list applied");
        await writing.CommitAsync(cancel);
        return posted.Added + posted.Corrected;
    }

    private async Task<Reconciliation> EndAsync(IRail rail, RailDescriptor about, Cursor window, HashSet<FactKey> seen, int posted, CancellationToken cancel)
    {
        var balances = (await rail.ProbeAsync(cancel)).Balance;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var now = time.GetUtcNow();
        var differences = 0;
        var ours = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Rail == about.Id && e.RailAccount == about.Account && e.At >= window.From && e.At < window.Until && e.Reverses == 0 && e.Kind != FactKind.BankMatched && e.Kind != FactKind.PaidBack)
            .Select(e => new { e.Kind, e.RemoteId }).Distinct().ToListAsync(cancel);
        // Known ones are many where a far end forgets its old payments: they are read at once, not one by one.
        await db.Set<GivingItem>().Where(i => i.Code == "not-theirs" && i.Rail == about.Id).LoadAsync(cancel);
        foreach (var fact in ours.Where(o => !seen.Contains(new FactKey(about.Id, about.Account, o.Kind, o.RemoteId))))
        {
            differences++;
            await GivingItems.RaiseAsync(db, "not-theirs", $"{about.Id}/{fact.Kind}/{fact.RemoteId}", about.Id, null, fact.RemoteId, now, cancel);
        }
        foreach (var theirs in balances ?? [])
        {
            var account = Accounts.Clearing(about.Id, theirs.Currency);
            var sum = await db.Set<AccountSum>().Where(s => s.Account == account && s.Currency == theirs.Currency).Select(s => s.Amount).SingleOrDefaultAsync(cancel);
            var subject = $"{about.Id}/{theirs.Currency}";
            if (sum != theirs.Minor)
            {
                differences++;
                await GivingItems.RaiseAsync(db, "balance-differs", subject, about.Id, theirs.ToString(), new Money(sum, theirs.Currency).ToString(), now, cancel);
                continue;
            }
            await db.Set<GivingItem>().Where(i => i.Code == "balance-differs" && i.Subject == subject && i.SettledAt == null).ExecuteUpdateAsync(i => i.SetProperty(x => x.SettledAt, now), cancel);
        }
        var reconciliation = new Reconciliation { Id = ids.New(), Rail = about.Id, WindowFrom = window.From, WindowUntil = window.Until, Seen = seen.Count, Posted = posted, Differences = differences, EndedAt = now };
        db.Add(reconciliation);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return reconciliation;
    }
}
