namespace Broadside.Tests;

/// <summary>A clock that stands until a test moves it; timers fire while it is moved over them.</summary>
public sealed class FakeTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = start;
    private TimeSpan jumped;
    private TimeSpan leastPause;

    public FakeTime()
        : this(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks - jumped.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Somebody sets the wall clock: the steady clock and the timers know nothing of it.</summary>
    public void Jump(TimeSpan by)
    {
        lock (gate)
        {
            now += by;
            jumped += by;
        }
    }

    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    /// <summary>Whoever waits again and again does so a hundred times at most on the way: a day has 86,400 seconds.</summary>
    public void MoveTo(DateTimeOffset target)
    {
        leastPause = (target - GetUtcNow()) / 100;
        while (Next(target) is { } due)
        {
            due.Fire();
        }
        lock (gate)
        {
            now = target;
            leastPause = TimeSpan.Zero;
        }
    }

    private Timer? Next(DateTimeOffset target)
    {
        lock (gate)
        {
            var next = timers.Where(t => t.DueAt <= target).MinBy(t => t.DueAt);
            if (next is not null && next.DueAt > now)
            {
                now = next.DueAt;
            }
            return next;
        }
    }

    private sealed class Timer(FakeTime clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset DueAt { get; private set; }

        public void Fire()
        {
            Change(period, period);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                clock.timers.Remove(this);
                // Zero comes round as the period of a timer that fires once, which must not fire for ever.
                if (dueTime >= TimeSpan.Zero && !(dueTime == TimeSpan.Zero && period == TimeSpan.Zero && DueAt != default))
                {
                    DueAt = clock.now + (dueTime > TimeSpan.Zero && dueTime < clock.leastPause ? clock.leastPause : dueTime);
                    clock.timers.Add(this);
                }
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
