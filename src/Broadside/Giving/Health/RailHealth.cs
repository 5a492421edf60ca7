using Broadside.Giving.Rails;

namespace Broadside.Giving.Health;

/// <summary>Whether a rail may be offered. Moved by machine codes and by the treasurer alone, never by the words of a message.</summary>
/// <param name="State">What stands.</param>
/// <param name="Since">Since when.</param>
public sealed record RailHealth(HealthState State, DateTimeOffset Since)
{
    private static readonly TimeSpan TwoWithin = TimeSpan.FromSeconds(30);

    // A rail that is back is noticed soon; one that stays away costs few donors a second try.
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)];

    /// <summary>The failure that made it suspect.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>While open: when one donor, or a probe, may try it. While paused: when it ends by itself; null: when somebody says so.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>How often in a row it was found shut.</summary>
    public int Openings { get; init; }

    /// <summary>Somebody is trying it.</summary>
    public bool IsHalfOpen { get; init; }

    /// <summary>Cut, and a probe has gone well since.</summary>
    public bool HasGoodProbe { get; init; }

    public Evidence? Evidence { get; init; }

    public static RailHealth New(DateTimeOffset now) => new(HealthState.Healthy, now);

    /// <summary>Whether a donor may be sent there now.</summary>
    public bool MayStart(DateTimeOffset now) => State switch
    {
        HealthState.Healthy or HealthState.Suspect => true,
        HealthState.Open or HealthState.Paused => RetryAt <= now,
        _ => false,
    };

    /// <summary>What stands after a signal. The same record where nothing changes.</summary>
    public static RailHealth Next(RailHealth state, RailSignal signal, DateTimeOffset now) => (state.State, signal) switch
    {
        (HealthState.Retired, _) => state,
        (_, RailSignal.Retire) => new RailHealth(HealthState.Retired, now),
        (_, RailSignal.CutNow cut) => Cut(state, now, new Evidence(0, cut.Why)),
        (_, RailSignal.Failed { Trouble: RailTrouble.RailCut } failed) => Cut(state, now, failed.Evidence),
        (HealthState.Cut, RailSignal.ProbeWentWell) => state.HasGoodProbe ? state : state with { HasGoodProbe = true },
        (HealthState.Cut, RailSignal.Failed failed) => state.HasGoodProbe ? state with { HasGoodProbe = false, Evidence = failed.Evidence } : state,
        (HealthState.Cut, RailSignal.Restore) => state.HasGoodProbe ? new RailHealth(HealthState.Healthy, now) : state,
        (HealthState.Cut, _) => state,
        // A rest that the program takes shortens no pause of a person's; who wants it shorter restores.
        (HealthState.Paused, RailSignal.Pause { Until: { } until }) when state.RetryAt is null || state.RetryAt >= until => state,
        (_, RailSignal.Pause pause) => new RailHealth(HealthState.Paused, now) { RetryAt = pause.Until, Evidence = new Evidence(0, pause.Why) },
        (HealthState.Paused, RailSignal.Restore) => new RailHealth(HealthState.Healthy, now),
        (HealthState.Paused, RailSignal.Succeeded) when state.RetryAt <= now => new RailHealth(HealthState.Healthy, now),
        (HealthState.Paused, _) when state.RetryAt is null || state.RetryAt > now => state,
        (HealthState.Healthy, RailSignal.Succeeded or RailSignal.ProbeWentWell) => state,
        (_, RailSignal.Succeeded) => new RailHealth(HealthState.Healthy, now),
        (HealthState.Suspect, RailSignal.ProbeWentWell) => new RailHealth(HealthState.Healthy, now),
        (HealthState.Open, RailSignal.ProbeWentWell) => state.RetryAt <= now || state.IsHalfOpen ? new RailHealth(HealthState.Healthy, now) : state,
        (HealthState.Open, RailSignal.Lend) => state.RetryAt <= now ? state with { IsHalfOpen = true, RetryAt = now + Waits[0] } : state,
        (_, RailSignal.Failed failed) => Failed(state, failed, now),
        _ => state,
    };

    private static RailHealth Cut(RailHealth state, DateTimeOffset now, Evidence evidence) =>
        state.State == HealthState.Cut ? state with { HasGoodProbe = false, Evidence = evidence } : new RailHealth(HealthState.Cut, now) { Evidence = evidence };

    private static RailHealth Failed(RailHealth state, RailSignal.Failed failed, DateTimeOffset now)
    {
        if (state.State == HealthState.Open)
        {
            // Donors who were under way when it shut say nothing new.
            return state.IsHalfOpen || state.RetryAt <= now ? Open(state, now, state.Openings + 1, failed.Evidence, state.Since) : state;
        }
        var again = state.State == HealthState.Suspect && (now - state.FailedAt!.Value).Duration() <= TwoWithin;
        return again || failed.Trouble == RailTrouble.Misconfigured
            ? Open(state, now, 1, failed.Evidence, now)
            : new RailHealth(HealthState.Suspect, state.State == HealthState.Suspect ? state.Since : now) { FailedAt = now, Evidence = failed.Evidence };
    }

    private static RailHealth Open(RailHealth state, DateTimeOffset now, int openings, Evidence evidence, DateTimeOffset since) => new(HealthState.Open, since)
    {
        Openings = openings,
        FailedAt = state.FailedAt,
        RetryAt = now + Waits[Math.Min(openings, Waits.Length) - 1],
        Evidence = evidence,
    };
}

public enum HealthState
{
    Healthy,

    /// <summary>Failed once just now.</summary>
    Suspect,

    /// <summary>Failed twice within half a minute: heals by itself.</summary>
    Open,

    /// <summary>Refuses us: needs a good probe and the treasurer's press.</summary>
    Cut,
    Paused,
    Retired,
}

public abstract record RailSignal
{
    private RailSignal()
    {
    }

    /// <summary>A start went well, or failed by the donor's own doing.</summary>
    public sealed record Succeeded : RailSignal;

    /// <summary>A start or a probe. A time-out is <see cref="RailTrouble.Transient"/>.</summary>
    public sealed record Failed(RailTrouble Trouble, Evidence Evidence) : RailSignal;

    public sealed record ProbeWentWell : RailSignal;

    /// <summary>One donor is let through to try.</summary>
    public sealed record Lend : RailSignal;

    /// <summary>The treasurer's press.</summary>
    public sealed record CutNow(string Why) : RailSignal;

    public sealed record Pause(DateTimeOffset? Until, string Why) : RailSignal;

    public sealed record Restore : RailSignal;

    public sealed record Retire : RailSignal;
}
