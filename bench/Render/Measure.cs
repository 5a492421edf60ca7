using System.Diagnostics;
using System.Globalization;

namespace Broadside.RenderBench;

/// <summary>Runs one thing again and again and prints the quickest tenth, the median and the 95th percentile of its times, after as long a warm-up.</summary>
internal sealed class Measure(TimeSpan length)
{
    public async Task RunAsync(string what, Func<int, Task> act)
    {
        await TimesAsync(act);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var times = await TimesAsync(act);
        var allocated = (GC.GetTotalAllocatedBytes(precise: true) - before) / times.Count;
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {Milliseconds(times[times.Count / 10])} ms | {Milliseconds(times[times.Count / 2])} ms | {Milliseconds(times[times.Count * 95 / 100])} ms | {times.Count} | {allocated / 1024} KB |"));
    }

    private async Task<List<long>> TimesAsync(Func<int, Task> act)
    {
        var (start, times) = (Stopwatch.GetTimestamp(), new List<long>(100_000));
        while (Stopwatch.GetElapsedTime(start) < length)
        {
            var began = Stopwatch.GetTimestamp();
            await act(times.Count);
            times.Add(Stopwatch.GetTimestamp() - began);
        }
        return times;
    }

    private static string Milliseconds(long ticks) => (ticks * 1000.0 / Stopwatch.Frequency).ToString("0.000", CultureInfo.InvariantCulture);
}
