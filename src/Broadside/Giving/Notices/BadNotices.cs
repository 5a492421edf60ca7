using Broadside.Guard;

namespace Broadside.Giving.Notices;

/// <summary>Counts what the inbox refused. So much within a minute is somebody who guesses addresses or forges notices, or a rail whose signing secret is not ours.</summary>
public sealed class BadNotices(Alarms alarms, TimeProvider time)
{
    /// <summary>The alarm's code.</summary>
    public const string Code = "bad-notices";

    /// <summary>In a minute, before somebody is told.</summary>
    public const int Most = 20;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> last = new();
    private DateTimeOffset rungAt;

    public async Task NoteAsync(CancellationToken cancel)
    {
        if (IsTooMany())
        {
            await alarms.RaiseAsync(Code, "hooks", $"More than {Most} notices of rails were refused within a minute. If a rail's notices stopped coming, its signing secret in the settings is not the one that the rail uses; else somebody guesses, and learns nothing.", cancel);
        }
    }

    // Rung once a minute at most: whoever floods the inbox does not flood the database too.
    private bool IsTooMany()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            last.Enqueue(now);
            if (last.Count <= Most || now - last.Dequeue() >= Window || (now - rungAt).Duration() < Window)
            {
                return false;
            }
            rungAt = now;
            return true;
        }
    }
}
