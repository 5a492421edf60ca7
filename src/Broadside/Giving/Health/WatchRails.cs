using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Health;

/// <summary>
/// What no single answer shows: a rail whose page many open and nobody pays on, whose notices no longer come, that does not pay out what it
/// holds. None of these shuts a rail; each is an alarm for a person, and ends by itself.
/// </summary>
public sealed class WatchRails(IDbContextFactory<NewsroomDb> dbs, RailBoard board, LedgerQueries ledger, Alarms alarms, TimeProvider time) : IJob
{
    public const string JobKind = "watch rails";

    private const int Many = 20;
    private static readonly TimeSpan Lately = TimeSpan.FromHours(6);
    private static readonly TimeSpan Silence = TimeSpan.FromDays(1);

    public string Kind => JobKind;

    public Task RunAsync(string payload, CancellationToken cancel) => RunAsync(cancel);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        // Bad notices that have stopped are nothing to look at any more.
        await db.Set<Alarm>().Where(a => (a.Code == BadNotices.Code || a.Code == TakeNotice.OtherMode) && a.ClearedAt == null && a.SeenAt < now - Silence).ExecuteUpdateAsync(a => a.SetProperty(x => x.ClearedAt, now), cancel);
        foreach (var rail in board.Rails.Select(r => r.Describe()).Where(r => r.Flow == Flow.HostedRedirect))
        {
            var states = await db.Set<Attempt>().Where(a => a.Rail == rail.Id && a.StartedAt > now - Lately && a.Remote != null).Select(a => a.State).ToListAsync(cancel);
            await TellAsync("rail-nobody-pays", rail.Id, states.Count >= Many && !states.Contains(AttemptState.Succeeded),
                $"{states.Count} donors opened the page of {rail.Id} within six hours and none has paid. Try it yourself with a small gift; if it does not work, cut it on the desk.", cancel);

            var paid = await db.Set<EntryRow>().AnyAsync(e => e.Rail == rail.Id && e.Kind == FactKind.Charge && e.PostedAt > now - Silence, cancel);
            await TellAsync("rail-silent", rail.Id, paid && !await db.Set<Notice>().AnyAsync(n => n.Rail == rail.Id && n.ReceivedAt > now - Silence, cancel),
                $"{rail.Id} took money within a day and sent no notice of it. Nothing is lost, because it is asked; but look there whether the address of notices is the one that the desk shows under Rails.", cancel);

            var held = (await ledger.BalancesAsync(cancel, "assets:clearing:" + rail.Id)).Where(b => b.Amount > 0).ToList();
            var overdue = now - (2 * rail.Settlement);
            var isOverdue = held.Count > 0 && await db.Set<EntryRow>().AnyAsync(e => e.Rail == rail.Id && e.Kind == FactKind.Charge && e.At < overdue, cancel)
                && !await db.Set<EntryRow>().AnyAsync(e => e.Rail == rail.Id && e.Kind == FactKind.Payout && e.At > overdue, cancel);
            await TellAsync("rail-pays-not-out", rail.Id, isOverdue,
                $"{rail.Id} holds {string.Join(", ", held.Select(h => new Kit.Money(h.Amount, h.Currency)))} and has paid nothing out since {overdue:yyyy-MM-dd}. Ask it why, and have it paid out.", cancel);
        }
    }

    private Task TellAsync(string code, string rail, bool isSo, string message, CancellationToken cancel) =>
        isSo ? alarms.RaiseAsync(code, rail, message, cancel) : alarms.ClearAsync(code, rail, cancel);
}
