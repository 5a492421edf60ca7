using Broadside.Guard;

namespace Broadside.Desk;

/// <summary>What waits for a person, from every module that has something to say.</summary>
public sealed class Inbox(IEnumerable<IInbox> parts)
{
    /// <summary>Newest first.</summary>
    /// <param name="who">Whose it is.</param>
    /// <param name="before">Only what came before; null: from the newest on.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<InboxEntry>> WaitingAsync(Actor who, DateTimeOffset? before, int count, CancellationToken cancel)
    {
        var all = new List<InboxEntry>();
        foreach (var part in parts)
        {
            all.AddRange(await part.WaitingAsync(who, before, count, cancel));
        }
        return [.. all.OrderByDescending(e => e.At).Take(count)];
    }
}
