using System.Collections.Concurrent;
using System.Globalization;

namespace Broadside.Guard;

/// <summary>
/// What time it is elsewhere: the dates under the answers that other people's machines give to the newsroom's own business. Nobody
/// is asked for it, and only answers count that no cache can have kept: those to a question that changes something there.
/// </summary>
public sealed class FarClocks
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);
    private const int MostHosts = 200;

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, TimeSpan Ahead)> heard = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Of this program: every client that <see cref="OutsideClient"/> makes tells it.</summary>
    public static FarClocks Ours { get; } = new();

    /// <param name="host">Whose answer.</param>
    /// <param name="said">Its date.</param>
    /// <param name="now">What this machine's clock says.</param>
    public void Hear(string host, DateTimeOffset said, DateTimeOffset now)
    {
        if (heard.Count < MostHosts || heard.ContainsKey(host))
        {
            heard[host] = (now, said - now);
        }
    }

    /// <summary>Whether anybody was heard within the last day, and what is wrong with this machine's clock, if at least half of them say so.</summary>
    /// <param name="own">A host whose clock this is: it proves nothing.</param>
    /// <param name="now">What this machine's clock says.</param>
    /// <param name="trouble">Null where it is right.</param>
    public bool TryJudge(string own, DateTimeOffset now, out string? trouble)
    {
        var others = heard.Where(h => (now - h.Value.At).Duration() < Remembered && !h.Key.Equals(own, StringComparison.OrdinalIgnoreCase)).OrderBy(h => h.Value.Ahead.Duration()).ToList();
        trouble = null;
        if (others.Count > 0 && others[others.Count / 2] is var (host, (_, ahead)) && ahead.Duration() > Most)
        {
            trouble = string.Create(CultureInfo.InvariantCulture, $"This machine's clock says {now:yyyy-MM-dd HH:mm} UTC, and that of {host} {now + ahead:yyyy-MM-dd HH:mm}. If this one is wrong, set it right and let a time server keep it: mail with a wrong date is taken for spam, and signatures with one are refused.");
        }
        return others.Count > 0;
    }
}
