namespace Broadside.Jobs;

/// <summary>Notices that the wall clock was set: it has moved against the steady clock by more than five minutes since it was last right.</summary>
public sealed class ClockWatch(TimeProvider time)
{
    public static readonly TimeSpan Most = TimeSpan.FromMinutes(5);

    private DateTimeOffset wall = time.GetUtcNow();
    private long steady = time.GetTimestamp();

    /// <summary>How far the clock is off; zero while it keeps time. Small corrections are taken over, as time servers make them.</summary>
    public TimeSpan Look()
    {
        var off = time.GetUtcNow() - wall - time.GetElapsedTime(steady);
        if (off.Duration() > Most)
        {
            return off;
        }
        (wall, steady) = (time.GetUtcNow(), time.GetTimestamp());
        return TimeSpan.Zero;
    }
}
