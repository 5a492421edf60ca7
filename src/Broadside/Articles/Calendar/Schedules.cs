using System.Text;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Calendar;

/// <summary>Puts approved publications into the queue and takes them out again, within the caller's transaction.</summary>
public sealed class Schedules(IDbContextFactory<NewsroomDb> dbs, JobQueue jobs, KeyRing keys)
{
    internal async Task StageAsync(NewsroomDb db, Article article, string content, DateTimeOffset at, string zone, Actor who, CancellationToken cancel)
    {
        await CancelAsync(db, article, cancel);
        // Whole microseconds, as the table keeps them: the approved hour and the column must agree.
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
        (article.ScheduledAt, article.ScheduleZone) = (at, zone);
        var approval = new ScheduleApproval(article.Id, at, who.Id, CanonicalJson.Sha256(Encoding.UTF8.GetBytes(content)));
        var signature = Convert.ToBase64String(keys.Sign(CanonicalJson.Bytes(approval)));
        var publication = new ScheduledPublication(approval, keys.SiteKeyId, signature, content);
        await QueueAsync(db, publication, cancel);
    }

    /// <summary>Queues it anew for its hour.</summary>
    internal async Task PutBackAsync(ScheduledPublication publication, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        await jobs.RemoveAsync(db, KeyOf(publication.Approval.Article), cancel);
        await QueueAsync(db, publication, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }

    internal async Task CancelAsync(NewsroomDb db, Article article, CancellationToken cancel)
    {
        (article.ScheduledAt, article.ScheduleZone) = (null, null);
        await jobs.RemoveAsync(db, KeyOf(article.Id), cancel);
    }

    internal bool IsGenuine(ScheduledPublication publication) =>
        keys.Verifies(publication.Key, CanonicalJson.Bytes(publication.Approval), Convert.FromBase64String(publication.Signature))
        && CanonicalJson.Sha256(Encoding.UTF8.GetBytes(publication.Content)) == publication.Approval.Sha256;

    // Readers wait for nothing else as they do for this.
    private Task QueueAsync(NewsroomDb db, ScheduledPublication publication, CancellationToken cancel) =>
        jobs.AddAsync(db, PublishScheduled.JobKind, publication, cancel, dueAt: publication.Approval.At, priority: 1, uniqueKey: KeyOf(publication.Approval.Article));

    internal static string KeyOf(string articleId) => $"{PublishScheduled.JobKind} {articleId}";
}
