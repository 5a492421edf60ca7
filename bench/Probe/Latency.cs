using System.Diagnostics;
using System.Globalization;

namespace Broadside.Bench;

/// <summary>How long answers take, one at a time over one connection.</summary>
internal static class Latency
{
    public static async Task<int> PrintAsync(string site, int count, Func<int, string> path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(site) };
        var took = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(path(i), UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            answer.EnsureSuccessStatusCode();
        }
        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {took[count / 2]:0.00} ms, p95 {took[count * 95 / 100]:0.00} ms"));
        return 0;
    }
}
