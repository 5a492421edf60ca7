using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Payees;

/// <summary>
/// The treasurer's prepared plan for the day on which one legal recipient can take no money: who receives in its place. Donors then read
/// the other one's name and tax text before they give; a gift that is begun keeps its own. Both must stand in the signed record.
/// </summary>
public sealed class SwitchRecipient(IDbContextFactory<NewsroomDb> dbs, SiteRecord site, AuditLog audit, Alarms alarms, TimeProvider time)
{
    public const string Prefix = "switch:";

    /// <summary>Which recipient takes the place of which, as prepared.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PreparedAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<GivingSwitch>().AsNoTracking().Where(s => s.Name.StartsWith(Prefix) && s.Value != "").ToDictionaryAsync(s => s.Name.Substring(Prefix.Length), s => s.Value, cancel);
    }

    /// <param name="from">Id of the recipient that may fall away.</param>
    /// <param name="to">Id of the other; "" drops the plan.</param>
    /// <param name="who">Who prepares it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<string>> PrepareAsync(string from, string to, Actor who, CancellationToken cancel)
    {
        if (Fault(from, to) is { } fault)
        {
            return fault;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var row = await db.Set<GivingSwitch>().SingleOrDefaultAsync(s => s.Name == Prefix + from, cancel);
        if (row is null)
        {
            db.Add(row = new GivingSwitch { Name = Prefix + from, Value = "" });
        }
        (row.Value, row.ChangedAt) = (to, time.GetUtcNow());
        await audit.AddAsync(db, who, "prepare switch", $"recipient/{from}", to, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return to;
    }

    /// <summary>Carries the prepared plan out: every fund of the one is received by the other from now on.</summary>
    /// <returns>How many funds.</returns>
    public async Task<Outcome<int>> RunAsync(string from, Actor who, CancellationToken cancel)
    {
        if (!(await PreparedAsync(cancel)).TryGetValue(from, out var to))
        {
            return new Refusal("not_prepared", "No switch is prepared for this recipient.");
        }
        if (Fault(from, to) is { } fault)
        {
            return fault;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var funds = await db.Set<Fund>().Where(f => f.Recipient == from).ExecuteUpdateAsync(f => f.SetProperty(x => x.Recipient, to), cancel);
        await db.Set<GivingSwitch>().Where(s => s.Name == Prefix + from).ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, ""), cancel);
        await audit.AddAsync(db, who, "switch recipient", $"recipient/{from}", to, cancel);
        await db.SaveChangesAsync(cancel);
        Mishap.Here("recipient switched");
        await writing.CommitAsync(cancel);
        await alarms.RaiseAsync("recipient-switched", from, $"Gifts to {from} are received by {to} from now on. Both stand in the signed record.", cancel);
        return funds;
    }

    private Refusal? Fault(string from, string to)
    {
        var known = site.Read<PayoutDetails>(PayoutDetails.Part).Recipients.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        return !known.Contains(from) || (to.Length > 0 && (to == from || !known.Contains(to))) ? new Refusal("recipient", "Choose two legal recipients that stand in the payment details.", "to") : null;
    }
}
