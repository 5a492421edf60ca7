using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>Mail got through again: what was counted before it of mail that did not is taken back. For the module that knows of deliveries, within its transaction.</summary>
public sealed class TakeBackBounces
{
    /// <param name="db">The caller's.</param>
    /// <param name="takenAt">Subscribers, and when a message to them was taken that did not come back. What they were counted since then stays.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>For how many there was something to take back.</returns>
    public async Task<int> RunAsync(NewsroomDb db, IReadOnlyDictionary<long, DateTimeOffset> takenAt, CancellationToken cancel)
    {
        var changed = 0;
        foreach (var (number, at) in takenAt)
        {
            // Counted anew from what was heard since, and only ever downwards: run twice, it takes back nothing twice.
            var since = db.Set<SubscriberReturn>().Where(r => r.Subscriber == number && r.Kind == Mail.Inbound.MailReturn.Soft && r.HeardAt > at);
            changed += await db.Set<Subscriber>().Where(s => s.Number == number && s.State == SubscriberState.Confirmed && s.SoftBounces > since.Count())
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.SoftBounces, _ => since.Count()), cancel);
        }
        return changed;
    }
}
