using Broadside.Jobs;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>
/// Lets go of what is of no more use: who did not answer within thirty days, and the addresses of those who are off the list for
/// ninety, with the mails to them. A keyed hash stays where one must: so that nobody is asked twice after an import, and nobody comes back who left.
/// </summary>
public sealed class TidySubscribers(IDbContextFactory<NewsroomDb> dbs, Suppressions suppressions, ForgetLetters letters, TimeProvider time) : IJob
{
    public const string JobKind = "tidy subscribers";

    private const int Stretch = 500;
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromDays(30);
    private static readonly TimeSpan KeptAfterLeaving = TimeSpan.FromDays(90);

    public string Kind => JobKind;

    public bool IsLong => true;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        while (await LetGoAsync(cancel) == Stretch)
        {
        }
        var old = time.GetUtcNow() - KeptAfterLeaving;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await db.Set<SubscriberReturn>().Where(r => r.HeardAt < old).ExecuteDeleteAsync(cancel);
    }

    private async Task<int> LetGoAsync(CancellationToken cancel)
    {
        var (unanswered, left) = (time.GetUtcNow() - AnswersWithin, time.GetUtcNow() - KeptAfterLeaving);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var old = await db.Set<Subscriber>().Where(s => s.State == SubscriberState.Asked && s.AskedAt < unanswered).OrderBy(s => s.AskedAt).Take(Stretch).ToListAsync(cancel);
        foreach (var subscriber in old.Where(s => s.Source.StartsWith("import", StringComparison.Ordinal)))
        {
            await suppressions.AddAsync(db, subscriber.AddressKey, SuppressionReason.Asked, cancel);
        }
        if (old.Count < Stretch)
        {
            old.AddRange(await db.Set<Subscriber>().Where(s => s.LeftAt < left && s.State != SubscriberState.Asked && s.State != SubscriberState.Confirmed && s.State != SubscriberState.Paused).OrderBy(s => s.LeftAt).Take(Stretch - old.Count).ToListAsync(cancel));
        }
        await letters.RunAsync(db, old.ConvertAll(s => s.Address), cancel);
        db.RemoveRange(old);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return old.Count;
    }
}
