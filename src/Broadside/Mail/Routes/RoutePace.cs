namespace Broadside.Mail.Routes;

/// <summary>How fast a route may go: by the second, hour and day, and to one domain. Answers with the wait, and never sleeps itself.</summary>
public sealed class RoutePace(RouteSettings route, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Minute, int Count)> domains = new(StringComparer.OrdinalIgnoreCase);
    private double tokens = 1;
    private long filledAt = time.GetTimestamp();

    /// <summary>Takes one message's turn.</summary>
    /// <param name="state">What the route has sent so far; counted up where the turn is given.</param>
    /// <param name="domain">The recipient's.</param>
    /// <param name="waits">How long until another try makes sense; zero where the turn is given.</param>
    /// <param name="domainAlone">True where only this domain must wait.</param>
    public bool TryTake(RouteState state, string domain, out TimeSpan waits, out bool domainAlone)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            Turn(state, now);
            (waits, domainAlone) = (HourAndDay(state, now), false);
            if (waits == TimeSpan.Zero && route.PerDomain > 0)
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
            state.InHour++;
            state.InDay++;
            state.FirstUsedAt ??= now;
            if (route.PerDomain > 0)
            {
                var minute = now.ToUnixTimeSeconds() / 60;
                domains[domain] = (minute, domains.TryGetValue(domain, out var seen) && seen.Minute == minute ? seen.Count + 1 : 1);
            }
            return true;
        }
    }

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

    private static void Turn(RouteState state, DateTimeOffset now)
    {
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        if (state.HourBegan != hour)
        {
            (state.HourBegan, state.InHour) = (hour, 0);
        }
        if (state.DayBegan != day)
        {
            (state.DayBegan, state.InDay) = (day, 0);
        }
    }

    private TimeSpan HourAndDay(RouteState state, DateTimeOffset now)
    {
        if (state.InDay >= DayCap(state, now))
        {
            return state.DayBegan.AddDays(1) - now;
        }
        return route.PerHour > 0 && state.InHour >= route.PerHour ? state.HourBegan.AddHours(1) - now : TimeSpan.Zero;
    }

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
