using System.Runtime.InteropServices;

namespace Broadside.Digest.Reports;

/// <summary>Adds up groups of deliveries.</summary>
internal sealed class FigureTally(int mostDomains)
{
    private readonly Dictionary<string, long> states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FigureLine> routes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FigureLine> domains = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, long> hours = [];

    public void Add(string state, string route, string domain, long hour, long count)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(states, state, out _) += count;
        AddTo(routes, route, state, count);
        AddTo(domains, domain, state, count);
        if (state == "accepted" && hour > 0)
        {
            hours[hour] = hours.GetValueOrDefault(hour) + count;
        }
    }

    public DigestFigures End(DateTimeOffset now)
    {
        var known = domains.Values.Where(d => d.Name.Length > 0).OrderByDescending(d => d.All).ThenBy(d => d.Name, StringComparer.Ordinal).ToList();
        return new DigestFigures
        {
            CountedAt = now.ToUnixTimeSeconds(),
            States = states,
            Routes = [.. routes.Values.Where(r => r.Name.Length > 0).OrderByDescending(r => r.All)],
            Domains = [.. known.Take(mostDomains)],
            OtherDomains = Math.Max(0, known.Count - mostDomains),
            Hours = [.. hours.Select(h => new FigureHour(h.Key, h.Value))],
        };
    }

    private static void AddTo(Dictionary<string, FigureLine> lines, string name, string state, long count)
    {
        var line = lines.GetValueOrDefault(name) ?? new FigureLine(name, 0, 0, 0, 0);
        lines[name] = line with
        {
            All = line.All + count,
            Accepted = line.Accepted + (state == "accepted" ? count : 0),
            Deferred = line.Deferred + (state == "deferred" ? count : 0),
            Failed = line.Failed + (state == "failed" ? count : 0),
        };
    }
}
