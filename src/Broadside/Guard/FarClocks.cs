using System.Collections.Concurrent;
using System.Globalization;

namespace Broadside.Guard;

/// <summary>
/// What time it is elsewhere: the dates under the answers that other people's machines give to the newsroom's own business. Nobody
/// is asked for it, and only answers count that no cache can have kept: those to a question that changes something there.
/// </summary>
public sealed class FarClocks(TimeProvider time)
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);
    private const int MostHosts = 200;

    // By the machine's steady clock, so that what was heard still holds once the other one has been set right.
    private readonly ConcurrentDictionary<string, (DateTimeOffset Said, long Heard)> heard = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Of this program: every client that <see cref="OutsideClient"/> makes tells it.</summary>
    public static FarClocks Ours { get; } = new(TimeProvider.System);

    /// <param name="host">Whose answer.</param>
    /// <param name="said">Its date.</param>
    public void Hear(string host, DateTimeOffset said)
    {
        if (heard.Count < MostHosts || heard.ContainsKey(host))
        {
            heard[host] = (said, time.GetTimestamp());
        }
    }

    /// <summary>Whether anybody was heard within the last day, and what is wrong with this machine's clock, if at least half of them say so.</summary>
    /// <param name="own">A host whose clock this is: it proves nothing.</param>
    /// <param name="trouble">Null where it is right.</param>
    public bool TryJudge(string own, out string? trouble)
    {
        var now = time.GetUtcNow();
        var others = heard.Where(h => !h.Key.Equals(own, StringComparison.OrdinalIgnoreCase))
            .Select(h => (Host: h.Key, h.Value.Said, Since: time.GetElapsedTime(h.Value.Heard)))
            .Where(h => h.Since < Remembered)
            .Select(h => (h.Host, There: h.Said + h.Since))
            .OrderBy(h => (h.There - now).Duration())
            .ToList();
        trouble = null;
        if (others.Count > 0 && others[others.Count / 2] is var (host, there) && (there - now).Duration() > Most)
        {
            trouble = string.Create(CultureInfo.InvariantCulture, $"This machine's clock says {now:yyyy-MM-dd HH:mm} UTC, and that of {host} {there:yyyy-MM-dd HH:mm}. If this one is wrong, set it right and let a time server keep it: mail with a wrong date is taken for spam, and signatures with one are refused.");
        }
        return others.Count > 0;
    }
}
