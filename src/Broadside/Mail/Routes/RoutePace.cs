namespace Broadside.Mail.Routes;

/// <summary>
/// How fast a route may go: by the second, hour and day, and to one domain. Answers with the wait, and never sleeps itself. All
/// programs that send by a route share its hour and its day: turns are counted in the database first, some at a time, and handed
/// out from here.
/// </summary>
public sealed class RoutePace(RouteSettings route, TimeProvider time)
{
    // Each block costs a commit.
    private const int LargestBlock = 1000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Minute, int Count)> domains = new(StringComparer.OrdinalIgnoreCase);
    private double tokens = 1;
    private long filledAt = time.GetTimestamp();
    private Turns ahead;

    /// <summary>Turns that are counted in the database and not taken yet.</summary>
    /// <param name="Left">How many.</param>
    /// <param name="Hour">When the hour began that they are counted in.</param>
    /// <param name="Day">The same of the day.</param>
    public readonly record struct Turns(int Left, DateTimeOffset Hour, DateTimeOffset Day);

    /// <summary>Whether a turn of this hour is left.</summary>
    public bool HasTurns
    {
        get
        {
            lock (gate)
            {
                return IsLeft(time.GetUtcNow());
            }
        }
    }

    public int HourCap => route.PerHour > 0 ? route.PerHour : int.MaxValue;

    /// <summary>The UTC hour and day of a moment.</summary>
    public static (DateTimeOffset Hour, DateTimeOffset Day) Windows(DateTimeOffset now) =>
        (new DateTimeOffset(now.UtcDateTime.Date.AddHours(now.UtcDateTime.Hour), TimeSpan.Zero), new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero));

    /// <summary>Takes one message's turn.</summary>
    /// <param name="domain">The recipient's.</param>
    /// <param name="waits">How long until another try makes sense; zero where the turn is given, and where none is counted any more.</param>
    /// <param name="domainAlone">True where only this domain must wait.</param>
    public bool TryTake(string domain, out TimeSpan waits, out bool domainAlone)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            (waits, domainAlone) = (TimeSpan.Zero, false);
            if (!IsLeft(now))
            {
                return false;
            }
            if (route.PerDomain > 0)
            {
                waits = Domain(domain, now);
                domainAlone = waits > TimeSpan.Zero;
            }
            if (waits == TimeSpan.Zero && route.PerSecond > 0)
            {
                waits = Second();
            }
            if (waits > TimeSpan.Zero)
            {
                return false;
            }
            ahead = ahead with { Left = ahead.Left - 1 };
            if (route.PerDomain > 0)
            {
                var minute = now.ToUnixTimeSeconds() / 60;
                domains[domain] = (minute, domains.TryGetValue(domain, out var seen) && seen.Minute == minute ? seen.Count + 1 : 1);
            }
            return true;
        }
    }

    /// <summary>From now on these are handed out.</summary>
    public void Give(Turns counted)
    {
        lock (gate)
        {
            ahead = counted;
        }
    }

    /// <summary>Those that nobody has taken: none of them is handed out any more.</summary>
    public Turns TakeBack()
    {
        lock (gate)
        {
            var unused = ahead;
            ahead = default;
            return unused;
        }
    }

    /// <summary>How long until one more may be counted; zero: now.</summary>
    /// <param name="state">As the database has it, its hour and day begun.</param>
    /// <param name="now">The present moment.</param>
    public TimeSpan Wait(RouteState state, DateTimeOffset now)
    {
        if (state.InDay >= DayCap(state, now))
        {
            return state.DayBegan.AddDays(1) - now;
        }
        return state.InHour >= HourCap ? state.HourBegan.AddHours(1) - now : TimeSpan.Zero;
    }

    /// <summary>How many are counted at once: fewer, the nearer a cap is, so that another program finds some too.</summary>
    public int Block(RouteState state, DateTimeOffset now) =>
        Math.Clamp(Math.Min(HourCap - state.InHour, DayCap(state, now) - state.InDay) / 10, 1, LargestBlock);

    /// <summary>How many messages of this day may go, with the warm-up; no limit: <see cref="int.MaxValue"/>.</summary>
    public int DayCap(RouteState state, DateTimeOffset now)
    {
        var cap = route.PerDay > 0 ? route.PerDay : int.MaxValue;
        if (route.WarmUp <= 0)
        {
            return cap;
        }
        var days = state.FirstUsedAt is { } first ? Math.Max(0, (int)(now.UtcDateTime.Date - first.UtcDateTime.Date).TotalDays) : 0;
        return days >= 20 ? cap : (int)Math.Min(cap, (long)route.WarmUp << days);
    }

    private bool IsLeft(DateTimeOffset now) => ahead.Left > 0 && ahead.Hour >= Windows(now).Hour;

    private TimeSpan Domain(string domain, DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        return domains.TryGetValue(domain, out var seen) && seen.Minute == second / 60 && seen.Count >= route.PerDomain
            ? TimeSpan.FromSeconds(60 - (second % 60))
            : TimeSpan.Zero;
    }

    private TimeSpan Second()
    {
        var gone = time.GetElapsedTime(filledAt);
        filledAt = time.GetTimestamp();
        tokens = Math.Min(Math.Max(1, route.PerSecond), tokens + (gone.TotalSeconds * route.PerSecond));
        if (tokens < 1)
        {
            return TimeSpan.FromSeconds((1 - tokens) / route.PerSecond);
        }
        tokens--;
        return TimeSpan.Zero;
    }
}
