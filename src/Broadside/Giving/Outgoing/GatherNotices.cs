using System.Globalization;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Outgoing;

/// <summary>Goes on from where it was in the books and among the plans, and notes what hooks are to be told. A kill between two steps notes nothing twice: the mark moves with the rows.</summary>
public sealed class GatherNotices(IDbContextFactory<NewsroomDb> dbs, Ids ids, TimeProvider time)
{
    private const string Entries = "hooks-entries";
    private const string Plans = "hooks-plans";
    private const int Stretch = 500;

    public async Task RunAsync(CancellationToken cancel)
    {
        while (await StretchAsync(cancel) == Stretch)
        {
        }
        await PlansAsync(cancel);
    }

    private async Task<int> StretchAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var hooks = await db.Set<OutgoingHook>().AsNoTracking().Where(h => h.StoppedAt == null).ToListAsync(cancel);
        var mark = await MarkAsync(db, Entries, cancel);
        var after = long.Parse(mark.Value, CultureInfo.InvariantCulture);
        if (hooks.Count == 0)
        {
            await MoveAsync(db, mark, await db.Set<EntryRow>().MaxAsync(e => (long?)e.Seq, cancel) ?? 0, cancel);
            await writing.CommitAsync(cancel);
            return 0;
        }
        var rows = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Seq > after).OrderBy(e => e.Seq).Take(Stretch).ToListAsync(cancel);
        foreach (var row in rows)
        {
            var what = What(row);
            foreach (var hook in hooks.Where(h => what is not null && h.Hears(what)))
            {
                Add(db, hook, what!, row.Id, row.At);
            }
        }
        if (rows.Count > 0)
        {
            await MoveAsync(db, mark, rows[^1].Seq, cancel);
            Mishap.Here("hooks noted");
            await writing.CommitAsync(cancel);
        }
        return rows.Count;
    }

    // What was put right later was told already.
    private static string? What(EntryRow row) => row.Revision > 1 ? null : row.Kind switch
    {
        FactKind.Charge or FactKind.ChequeTaken or FactKind.BankMatched when row.Gift is not null => OutgoingEvents.Paid,
        FactKind.Refund or FactKind.PaidBack or FactKind.ChequeBounced => OutgoingEvents.Refunded,
        _ => null,
    };

    private async Task PlansAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var hooks = (await db.Set<OutgoingHook>().AsNoTracking().Where(h => h.StoppedAt == null).ToListAsync(cancel)).Where(h => h.Hears(OutgoingEvents.Plan)).ToList();
        var mark = await MarkAsync(db, Plans, cancel);
        var after = Instants.At(long.Parse(mark.Value, CultureInfo.InvariantCulture));
        var plans = hooks.Count == 0 ? [] : await db.Set<RecurringPlan>().AsNoTracking().Where(p => p.ChangedAt > after).OrderBy(p => p.ChangedAt).ToListAsync(cancel);
        foreach (var plan in plans)
        {
            var (begin, said) = ($"{plan.Id}/", string.Create(CultureInfo.InvariantCulture, $"{plan.Id}/{plan.State}/{new Money(plan.Amount, plan.Currency)}/"));
            foreach (var hook in hooks)
            {
                // A plan is looked at often and changes seldom.
                var last = await db.Set<OutgoingNotice>().Where(n => n.Hook == hook.Id && n.Event == OutgoingEvents.Plan && n.Subject.StartsWith(begin)).OrderByDescending(n => n.Id).Select(n => n.Subject).FirstOrDefaultAsync(cancel);
                if (last?.StartsWith(said, StringComparison.Ordinal) != true)
                {
                    Add(db, hook, OutgoingEvents.Plan, said + Instants.Micros(plan.ChangedAt).ToString(CultureInfo.InvariantCulture), plan.ChangedAt);
                }
            }
        }
        await MoveAsync(db, mark, Instants.Micros(plans.Count > 0 ? plans[^1].ChangedAt : hooks.Count > 0 ? after : time.GetUtcNow()), cancel);
        await writing.CommitAsync(cancel);
    }

    private void Add(NewsroomDb db, OutgoingHook hook, string what, string subject, DateTimeOffset at) => db.Add(new OutgoingNotice
    {
        Id = ids.New(),
        Hook = hook.Id,
        Event = what,
        Subject = subject,
        HappenedAt = at,
        MadeAt = time.GetUtcNow(),
        DueAt = time.GetUtcNow(),
    });

    private static async Task<GivingSwitch> MarkAsync(NewsroomDb db, string name, CancellationToken cancel)
    {
        var mark = await db.Set<GivingSwitch>().SingleOrDefaultAsync(s => s.Name == name, cancel);
        if (mark is null)
        {
            db.Add(mark = new GivingSwitch { Name = name, Value = "0" });
        }
        return mark;
    }

    private async Task MoveAsync(NewsroomDb db, GivingSwitch mark, long to, CancellationToken cancel)
    {
        (mark.Value, mark.ChangedAt) = (to.ToString(CultureInfo.InvariantCulture), time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
    }
}
