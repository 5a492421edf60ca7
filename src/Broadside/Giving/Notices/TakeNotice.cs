using Broadside.Giving.Health;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Notices;

/// <summary>Keeps a notice as a row, once, and says so at once; what it is about is asked later.</summary>
public sealed class TakeNotice(IDbContextFactory<NewsroomDb> dbs, RailBoard board, JobQueue queue, Alarms alarms)
{
    /// <summary>Code of the alarm about a rail that sends notices of its other mode.</summary>
    public const string OtherMode = "notice-mode";

    public async Task<NoticeAnswer> RunAsync(string railId, RawNotice notice, CancellationToken cancel)
    {
        if (board.Find(railId) is not { } rail)
        {
            return NoticeAnswer.NoSuchRail;
        }
        var read = await rail.ReadNoticeAsync(notice, cancel);
        if (read is NoticeResult.Dropped)
        {
            await alarms.RaiseAsync(OtherMode, railId, $"{railId} sent a notice of its other mode: of play money to a newsroom that takes real money, or the other way round. It was dropped. Look there in which mode the address of this newsroom's notices stands.", cancel);
            return NoticeAnswer.Dropped;
        }
        var (id, refs) = read switch
        {
            NoticeResult.Verified v => (v.EventId, v.Refs),
            NoticeResult.NeedsFetch n => (n.EventId, n.Refs),
            _ => (null, (IReadOnlyList<RemoteRef>?)null),
        };
        if (refs is null)
        {
            return NoticeAnswer.Refused;
        }
        id ??= CanonicalJson.Sha256(notice.Body.Span);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var at = Instants.Micros(notice.ReceivedAt);
        await db.AddRowsAsync("notices (rail, event, remote, state, received_at, due_at, tries)", "ON CONFLICT (rail, event, remote) DO NOTHING",
            [.. refs.Distinct().Select(r => new object?[] { railId, id, r.ToString(), "waiting", at, at, 0 })], cancel);
        await queue.AddAsync(db, TakeNotices.JobKind, new { }, cancel, uniqueKey: "take notices now");
        await db.SaveChangesAsync(cancel);
        Mishap.Here("notice kept");
        await writing.CommitAsync(cancel);
        return NoticeAnswer.Taken;
    }
}

public enum NoticeAnswer
{
    Taken,

    /// <summary>Answered as if it were taken, and not kept.</summary>
    Dropped,
    NoSuchRail,
    Refused,
}
