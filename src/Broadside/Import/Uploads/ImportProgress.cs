using System.Collections.Concurrent;

namespace Broadside.Import.Uploads;

/// <summary>How far the imports of this program are. Kept in memory: after a restart they begin to tell anew.</summary>
public sealed class ImportProgress(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Seen> seen = new(StringComparer.Ordinal);

    /// <summary>How far one is, what it does, and how long it is likely to take yet.</summary>
    public sealed record Now(double Fraction, string What, TimeSpan? Left);

    public void Note(string upload, double fraction, string what)
    {
        var at = time.GetUtcNow();
        seen.AddOrUpdate(upload, _ => new Seen(at, fraction, fraction, what), (_, before) => before with { Fraction = fraction, What = what });
    }

    public Now? Of(string upload)
    {
        if (!seen.TryGetValue(upload, out var now))
        {
            return null;
        }
        var (gone, done) = (time.GetUtcNow() - now.BegunAt, now.Fraction - now.First);
        // Before a twentieth is done nobody can tell.
        return new Now(now.Fraction, now.What, done < 0.05 ? null : gone * ((1 - now.Fraction) / done));
    }

    public void Forget(string upload) => seen.TryRemove(upload, out _);

    private sealed record Seen(DateTimeOffset BegunAt, double First, double Fraction, string What);
}
