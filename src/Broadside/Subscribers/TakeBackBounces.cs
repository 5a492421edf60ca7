using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>Mail got through again: what was counted of mail that did not is taken back. For the module that knows of deliveries, within its transaction.</summary>
public sealed class TakeBackBounces
{
    /// <param name="db">The caller's.</param>
    /// <param name="numbers">Subscribers whose mail was taken, and did not come back since.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>For how many there was something to take back.</returns>
    public Task<int> RunAsync(NewsroomDb db, IReadOnlyCollection<long> numbers, CancellationToken cancel) =>
        db.Set<Subscriber>().Where(s => numbers.Contains(s.Number) && s.SoftBounces > 0 && s.State == SubscriberState.Confirmed)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.SoftBounces, 0), cancel);
}
