using System.Globalization;
using Broadside.Articles;

namespace Broadside.Mirror.Editions;

/// <summary>Waits until nothing that was published can be undone any more: an edition, once signed, is out of the house.</summary>
public sealed class AwaitSettled(Catalogue catalogue, TimeProvider time)
{
    // A newsroom that publishes all day without a pause of thirty seconds has editions all the same.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    public async Task RunAsync(Action<string> show, CancellationToken cancel)
    {
        var until = time.GetUtcNow() + Longest;
        while (Left() is { } left && left > TimeSpan.Zero && time.GetUtcNow() < until)
        {
            show(string.Create(CultureInfo.InvariantCulture, $"waiting {Math.Ceiling(left.TotalSeconds)} s: what was just published can still be undone"));
            await Task.Delay(left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1), time, cancel);
        }
    }

    private TimeSpan? Left()
    {
        var unsettled = catalogue.UnsettledOf(ListKey.All).Concat(catalogue.UnsettledOf(ListKey.Pages)).ToList();
        return unsettled.Count == 0 ? null : unsettled.Max(u => u.Now.Version.SettledAt) - time.GetUtcNow();
    }
}
