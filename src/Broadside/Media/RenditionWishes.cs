using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Broadside.Media;

/// <summary>
/// Renditions that readers asked for before they were there, each once. They are no intentions that must survive: whoever asks
/// again wishes again. Bounded, so that a flood of addresses does not become a flood of memory.
/// </summary>
public sealed class RenditionWishes
{
    private const int Most = 1000;

    private readonly ConcurrentDictionary<RenditionName, bool> open = new();
    private readonly Channel<RenditionName> order = Channel.CreateBounded<RenditionName>(Most);

    /// <summary>In the order in which they were wished for; <see cref="Forget"/> each when it is made.</summary>
    public ChannelReader<RenditionName> Waiting => order.Reader;

    public void Add(RenditionName wanted)
    {
        if (open.TryAdd(wanted, true) && !order.Writer.TryWrite(wanted))
        {
            Forget(wanted);
        }
    }

    public void Forget(RenditionName wanted) => open.TryRemove(wanted, out _);
}
