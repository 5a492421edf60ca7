using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>A subscriber chooses anew: how often, which topics, which language, at what hour and where.</summary>
public sealed class ChangePreferences(IDbContextFactory<NewsroomDb> dbs, Choices choices, TimeProvider time)
{
    public async Task<Outcome<Subscriber>> RunAsync(long number, Cadence cadence, IEnumerable<string> topics, string? language, string? zone, int? hour, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Subscriber>().SingleOrDefaultAsync(s => s.Number == number, cancel) is not { } subscriber)
        {
            return new Refusal("gone", "subscribe.gone");
        }
        subscriber.Cadence = Enum.IsDefined(cadence) ? cadence : subscriber.Cadence;
        subscriber.Topics = Subscriber.TopicsOf(topics);
        subscriber.Language = choices.Language(language ?? subscriber.Language);
        subscriber.Zone = choices.Zone(zone ?? subscriber.Zone);
        subscriber.Hour = Choices.Hour(hour);
        // Whoever comes by the link of a mail has got it.
        (subscriber.SoftBounces, subscriber.ChangedAt) = (0, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return subscriber;
    }
}
