using System.Net;

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
            var network = Network(from ?? IPAddress.None);
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

    // Of IPv6 a household has a whole /64.
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }
        var bytes = address.GetAddressBytes();
        return bytes.Length == 16 ? new IPAddress([.. bytes.AsSpan(0, 8), .. new byte[8]]) : address;
    }
}
