using Broadside.Giving.Gifts;
using Broadside.Giving.Letters;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Plans;

/// <summary>Writes the mails about plans that are due: one to a donor, however many of their plans it concerns, and the latest alone where several days went by. Mark and letter are one transaction.</summary>
public sealed class PostPlanLetters(IDbContextFactory<NewsroomDb> dbs, OutboundSwitch outbound, GiftLetters letters, FindAddressee find, PostLetter post, TimeProvider time)
{
    // Whose end nobody was told of in a month knows it otherwise.
    private static readonly TimeSpan Latest = TimeSpan.FromDays(30);

    /// <returns>How many were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var written = 0;
        foreach (var (reader, reason) in await DueAsync(cancel))
        {
            if (!await outbound.MayAsync(cancel))
            {
                return written;
            }
            written += await WriteAsync(reader, reason, cancel);
        }
        foreach (var plan in await EndedAsync(cancel))
        {
            if (!await outbound.MayAsync(cancel))
            {
                return written;
            }
            written += await TellEndAsync(plan, cancel);
        }
        return written;
    }

    private async Task<List<(string Reader, PlanLetterReason Reason)>> DueAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        var due = await Waiting(db, now).Select(w => new { Reader = w.Gift.Donor ?? w.Gift.Id, w.Letter.Reason }).Distinct().ToListAsync(cancel);
        return [.. due.OrderBy(d => d.Reader, StringComparer.Ordinal).Select(d => (d.Reader, d.Reason))];
    }

    private async Task<int> WriteAsync(string reader, PlanLetterReason reason, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var now = time.GetUtcNow();
        var wanted = reason == PlanLetterReason.Cut ? PlanState.Interrupted : PlanState.PastDue;
        var due = await Waiting(db, now).Where(w => w.Letter.Reason == reason && (w.Gift.Donor ?? w.Gift.Id) == reader).ToListAsync(cancel);
        var (live, gone) = (due.Where(w => w.Plan.State == wanted).ToList(), due.Where(w => w.Plan.State != wanted).ToList());
        gone.ForEach(w => w.Letter.ClosedAt = now);
        var to = live.Count == 0 ? null : await find.RunAsync(db, live[0].Gift, cancel);
        foreach (var letter in live.Select(w => w.Letter))
        {
            letter.PostedAt = to is null ? null : now;
            letter.ClosedAt = to is null ? now : null;
        }
        if (to is not null)
        {
            await post.RunAsync(db, letters.Plans(reason.ToString().ToLowerInvariant(), to, [.. live.Select(w => w.Plan).DistinctBy(p => p.Id)], live.Max(w => w.Letter.Day)), cancel);
        }
        await db.SaveChangesAsync(cancel);
        Mishap.Here("plan letter written");
        await writing.CommitAsync(cancel);
        Mishap.Here("plan letter committed");
        return to is null ? 0 : 1;
    }

    // Ended by itself, or by a donor's or a person's press; one that goes on elsewhere, or beside which another plan of the same gift goes on, has not ended for its donor.
    private async Task<List<string>> EndedAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var since = time.GetUtcNow() - Latest;
        return await db.Set<RecurringPlan>().Where(p => p.State == PlanState.Ended && p.ChangedAt > since && !db.Set<PlanMove>().Any(m => m.Plan == p.Id)
            && !db.Set<RecurringPlan>().Any(n => n.Continues == p.Id || (n.Gift == p.Gift && n.State != PlanState.Ended)) && !db.Set<GiftLetter>().Any(l => l.Kind == GiftLetterKind.Ended && l.Subject == p.Id)).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(cancel);
    }

    private async Task<int> TellEndAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<GiftLetter>().AnyAsync(l => l.Kind == GiftLetterKind.Ended && l.Subject == id, cancel))
        {
            return 0;
        }
        var plan = await db.Set<RecurringPlan>().AsNoTracking().SingleAsync(p => p.Id == id, cancel);
        var gift = await db.Set<Gift>().AsNoTracking().SingleAsync(g => g.Id == plan.Gift, cancel);
        var to = await find.RunAsync(db, gift, cancel);
        if (to is not null)
        {
            await post.RunAsync(db, letters.Ended(to, plan), cancel);
        }
        db.Add(new GiftLetter { Kind = GiftLetterKind.Ended, Subject = id, Donor = gift.Donor, IsSent = to is not null, PostedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancel);
        Mishap.Here("end told");
        await writing.CommitAsync(cancel);
        return to is null ? 0 : 1;
    }

    private static IQueryable<DueLetter> Waiting(NewsroomDb db, DateTimeOffset now) => db.Set<PlanLetter>().Where(l => l.PostedAt == null && l.ClosedAt == null && l.DueAt <= now)
        .Join(db.Set<RecurringPlan>(), l => l.Plan, p => p.Id, (l, p) => new { l, p }).Join(db.Set<Gift>(), x => x.p.Gift, g => g.Id, (x, g) => new DueLetter { Letter = x.l, Plan = x.p, Gift = g });

    private sealed class DueLetter
    {
        public required PlanLetter Letter { get; init; }

        public required RecurringPlan Plan { get; init; }

        public required Gift Gift { get; init; }
    }
}
