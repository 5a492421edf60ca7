using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Health;

/// <summary>
/// All rails and what stands with each. Health is kept in the database, so that a restart, another node or a crash forgets nothing;
/// pages ask the copy in memory. A trouble counts for the whole rail; a person may also cut one currency or country of it.
/// </summary>
public sealed class RailBoard(IDbContextFactory<NewsroomDb> dbs, IEnumerable<IRail> rails, IEnumerable<IRailSource> sources, ConfirmRails confirm, AuditLog audit, Alarms alarms, TimeProvider time) : IOpening
{
    private static readonly Actor Self = new("rails", "rails");
    private const string All = RailHealthRow.All;

    private readonly IReadOnlyList<IRail> processors = [.. rails];
    private volatile IReadOnlyList<RailHealthRow> known = [];

    /// <summary>In the order in which they are offered.</summary>
    public IReadOnlyList<IRail> Rails => [.. processors, .. sources.SelectMany(s => s.Rails)];

    public IRail? Find(string id) => Rails.FirstOrDefault(r => r.Describe().Id == id);

    public Task OpenAsync(CancellationToken cancel) => ReloadAsync(cancel);

    /// <summary>For pages: from memory, no network and no database.</summary>
    public bool MayOffer(string rail, string currency, string? country) => confirm.IsConfirmed(rail) && May(known, rail, currency, country, time.GetUtcNow());

    /// <summary>For a press: what stands in the database.</summary>
    public async Task<bool> MayStartAsync(string rail, string currency, string? country, CancellationToken cancel)
    {
        await ReloadAsync(cancel);
        return MayOffer(rail, currency, country);
    }

    /// <summary>Whether this donor may be sent there; of a rail that is shut, one at a time, to see whether it is back.</summary>
    public async Task<bool> EnterAsync(string rail, string currency, string? country, CancellationToken cancel)
    {
        if (!await MayStartAsync(rail, currency, country, cancel) && Defence.IsOn("rail-breaker"))
        {
            return false;
        }
        if (!known.Any(h => h.Rail == rail && h.State == HealthState.Open))
        {
            return true;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var now = time.GetUtcNow();
        var rows = await db.Set<RailHealthRow>().Where(h => h.Rail == rail).ToListAsync(cancel);
        var may = May(rows, rail, currency, country, now);
        foreach (var row in rows.Where(r => may && r.State == HealthState.Open))
        {
            row.Keep(RailHealth.Next(row.Health(), new RailSignal.Lend(), now));
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        await ReloadAsync(cancel);
        return may;
    }

    /// <summary>What a start, a probe or a person says. Each change is kept with what it rests on, audited, and rung where a rail is shut or cut.</summary>
    /// <param name="rail">Its id.</param>
    /// <param name="currency">Of a person's own cut or pause; signals of a machine count for the whole rail.</param>
    /// <param name="country">The same.</param>
    /// <param name="signal">What happened.</param>
    /// <param name="who">The person; null: the program.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<HealthState> SignalAsync(string rail, string? currency, string? country, RailSignal signal, Actor? who, CancellationToken cancel)
    {
        var isPersons = signal is RailSignal.CutNow or RailSignal.Pause or RailSignal.Restore or RailSignal.Retire;
        var (coin, place) = isPersons ? (currency ?? All, country ?? All) : (All, All);
        if (signal is RailSignal.Succeeded or RailSignal.ProbeWentWell && known.All(h => h.Rail != rail || h.State == HealthState.Healthy || (h.State == HealthState.Cut && h.HasGoodProbe)))
        {
            return HealthState.Healthy;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var now = time.GetUtcNow();
        var row = await db.Set<RailHealthRow>().SingleOrDefaultAsync(h => h.Rail == rail && h.Currency == coin && h.Country == place, cancel);
        var before = row?.Health() ?? RailHealth.New(now);
        var after = RailHealth.Next(before, signal, now);
        if (row is null)
        {
            db.Add(row = new RailHealthRow { Rail = rail, Currency = coin, Country = place });
        }
        row.Keep(after);
        if (signal is RailSignal.Pause or RailSignal.Restore && after != before)
        {
            row.JudgedFrom = now;
        }
        if (after.State != before.State)
        {
            await audit.AddAsync(db, who ?? Self, $"rail {Word(after.State)}", $"rail/{rail}", $"{coin} {place}: {Word(before.State)} to {Word(after.State)}; {after.Evidence?.Status} {after.Evidence?.Code} {after.Evidence?.BodySha256}".TrimEnd(), cancel);
        }
        await db.SaveChangesAsync(cancel);
        Mishap.Here("health changed");
        await writing.CommitAsync(cancel);
        await ReloadAsync(cancel);
        await RingAsync(rail, before.State, after, cancel);
        return after.State;
    }

    /// <summary>Asks a rail, changing nothing there, whether it would take money, and keeps when that was.</summary>
    public async Task ProbeAsync(IRail rail, CancellationToken cancel)
    {
        var id = rail.Describe().Id;
        var probe = await rail.ProbeAsync(cancel);
        await SignalAsync(id, null, null, probe.Trouble is { } trouble ? new RailSignal.Failed(trouble, probe.Evidence) : new RailSignal.ProbeWentWell(), null, cancel);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var row = await db.Set<RailHealthRow>().SingleOrDefaultAsync(h => h.Rail == id && h.Currency == All && h.Country == All, cancel);
        if (row is null)
        {
            db.Add(row = new RailHealthRow { Rail = id, Currency = All, Country = All });
            row.Keep(RailHealth.New(time.GetUtcNow()));
        }
        row.ProbedAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }

    /// <summary>A question that was not answered: that the rail refuses us is news wherever it is heard; that it was silent is the donors' and the probe's to say.</summary>
    public async Task LearnAsync(string rail, RailUnreachable silence, CancellationToken cancel)
    {
        if (silence.Trouble is RailTrouble.RailCut or RailTrouble.Misconfigured)
        {
            await SignalAsync(rail, null, null, new RailSignal.Failed(silence.Trouble, silence.Evidence), null, cancel);
        }
    }

    /// <summary>The worst of what stands for it.</summary>
    public HealthState State(string rail, string currency, string? country) =>
        known.Where(h => Concerns(h, rail, currency, country)).Select(h => h.State).DefaultIfEmpty(HealthState.Healthy).MaxBy(Weight);

    public async Task ReloadAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        known = await db.Set<RailHealthRow>().AsNoTracking().ToListAsync(cancel);
    }

    private async Task RingAsync(string rail, HealthState before, RailHealth after, CancellationToken cancel)
    {
        if (after.State == before)
        {
            return;
        }
        if (after.State is HealthState.Cut or HealthState.Open)
        {
            await alarms.RaiseAsync("rail-" + Word(after.State), rail, $"The rail {rail} is {Word(after.State)} ({after.Evidence?.Status} {after.Evidence?.Code}). Donors are offered the next one.", cancel);
        }
        else if (after.State == HealthState.Healthy)
        {
            await alarms.ClearAsync("rail-open", rail, cancel);
            await alarms.ClearAsync("rail-cut", rail, cancel);
        }
    }

    private static bool May(IEnumerable<RailHealthRow> rows, string rail, string currency, string? country, DateTimeOffset now) =>
        rows.Where(h => Concerns(h, rail, currency, country)).All(h => h.Health().MayStart(now));

    private static bool Concerns(RailHealthRow row, string rail, string currency, string? country) =>
        row.Rail == rail && (row.Currency == All || row.Currency == currency) && (row.Country == All || row.Country == country);

    private static int Weight(HealthState state) => state switch
    {
        HealthState.Retired => 5,
        HealthState.Cut => 4,
        HealthState.Paused => 3,
        HealthState.Open => 2,
        HealthState.Suspect => 1,
        _ => 0,
    };

    private static string Word(HealthState state) => state.ToString().ToLowerInvariant();
}
