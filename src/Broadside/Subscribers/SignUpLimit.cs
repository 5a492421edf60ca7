using System.Net;
using Broadside.Kit;

namespace Broadside.Subscribers;

/// <summary>How fast sign-ups are taken: a few an hour from one network; and when many come at once from everywhere, each has to answer a question first. Forgotten with the hour; never written down.</summary>
public sealed class SignUpLimit(TimeProvider time)
{
    /// <summary>More than that in ten minutes is no ordinary day.</summary>
    public const int Calm = 40;

    /// <summary>People of one office or school may sign up together.</summary>
    public const int FromOne = 10;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, int> seen = [];
    private DateTimeOffset hourBegan = time.GetUtcNow();
    private DateTimeOffset shortBegan = time.GetUtcNow();
    private int now;
    private int before;

    /// <summary>Whether the form asks a question now.</summary>
    public bool Asks
    {
        get
        {
            lock (gate)
            {
                Turn();
                return now >= Calm || before >= Calm;
            }
        }
    }

    /// <summary>Takes one turn of that network; false when it had its own for this hour.</summary>
    public bool Allows(IPAddress? from)
    {
        lock (gate)
        {
            Turn();
            var network = Network.Of(from);
            var count = seen.GetValueOrDefault(network);
            if (count >= FromOne)
            {
                return false;
            }
            seen[network] = count + 1;
            now++;
            return true;
        }
    }

    private void Turn()
    {
        var at = time.GetUtcNow();
        if (at - hourBegan >= Hour)
        {
            seen.Clear();
            hourBegan = at;
        }
        if (at - shortBegan >= Short)
        {
            (before, now) = (at - shortBegan >= 2 * Short ? 0 : now, 0);
            shortBegan = at;
        }
    }
}
