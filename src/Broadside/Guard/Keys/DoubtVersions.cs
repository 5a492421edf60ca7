using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard.Keys;

/// <summary>
/// Takes back what a key signed while it was in other hands: readers get the last version that is believed, by a new version of
/// the new key, and what is doubted waits for an owner. The chain stays whole. Done again after a crash, it goes on.
/// </summary>
public sealed class DoubtVersions(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, KeyRing keys, ReturnVersion back, TimeProvider time)
{
    /// <returns>How many subjects wait for an owner now.</returns>
    public async Task<int> RunAsync(KeyTurnRow turn, DateTimeOffset since, CancellationToken cancel)
    {
        var last = keys.Retired.First(r => KeyFiles.IdOf(r.Line) == turn.OldKey).LastSeq;
        var trusted = await TrustedAsync(since, last, cancel);
        turn.TrustedSeq = trusted;
        var facts = SiteRecord.Subject(KeyFacts.Part);
        foreach (var live in versions.AllLive().Where(v => v.Seq > trusted && v.Seq <= last && v.Subject != facts).OrderBy(v => v.Seq).ToList())
        {
            await DoubtAsync(turn, live, trusted, cancel);
            Mishap.Here("version doubted");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DoubtedVersion>().CountAsync(d => d.TurnId == turn.Id, cancel);
    }

    // What an edition from before held; where there is none, what was signed before, as far as no later one stands under it.
    private async Task<long> TrustedAsync(DateTimeOffset since, long last, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<EditionMark>().AsNoTracking().Where(m => m.IssuedAt <= since).OrderByDescending(m => m.Number).FirstOrDefaultAsync(cancel) is { } mark)
        {
            return Math.Min(mark.Seq, last);
        }
        var first = await db.Set<VersionRow>().Where(v => v.Seq <= last && v.At > since).MinAsync(v => (long?)v.Seq, cancel);
        return first - 1 ?? last;
    }

    private async Task DoubtAsync(KeyTurnRow turn, LiveVersion live, long trusted, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (versions.Live(live.Subject)?.Seq != live.Seq)
        {
            return;
        }
        var before = await db.Set<VersionRow>().AsNoTracking().Where(v => v.Subject == live.Subject && v.Seq <= trusted).OrderByDescending(v => v.Seq).FirstOrDefaultAsync(cancel);
        if (!await db.Set<DoubtedVersion>().AnyAsync(d => d.Seq == live.Seq, cancel))
        {
            db.Add(new DoubtedVersion { Seq = live.Seq, Subject = live.Subject, Number = live.Number, TurnId = turn.Id, DoubtedAt = time.GetUtcNow() });
        }
        var good = before is not null && versions.Verifies(before) is not null ? before : null;
        await back.RunAsync(db, writing, live.Subject, good, Actor.Guard, $"The key that signed version {live.Number} was in other hands.", cancel);
    }
}
