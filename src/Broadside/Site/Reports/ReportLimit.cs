using System.Net;
using Broadside.Kit;

namespace Broadside.Site.Reports;

/// <summary>How many reports an hour takes: a few from one network, and not without end from all. Forgotten with the hour; never written down.</summary>
public sealed class ReportLimit(TimeProvider time)
{
    private const int FromOne = 5;
    private const int FromAll = 200;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, int> seen = [];
    private DateTimeOffset begun = time.GetUtcNow();
    private int all;

    public bool Allows(IPAddress? from)
    {
        lock (gate)
        {
            if (time.GetUtcNow() - begun >= Hour)
            {
                seen.Clear();
                (begun, all) = (time.GetUtcNow(), 0);
            }
            var network = Network.Of(from);
            var count = seen.GetValueOrDefault(network);
            if (count >= FromOne || all >= FromAll)
            {
                return false;
            }
            seen[network] = count + 1;
            all++;
            return true;
        }
    }
}
