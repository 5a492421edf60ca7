using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Calendar;

/// <summary>Takes an article off the schedule: it is ready, and goes out when somebody publishes it.</summary>
public sealed class UnscheduleArticle(IDbContextFactory<NewsroomDb> dbs, Schedules schedules, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Article>> RunAsync(string id, string why, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Article>().FindAsync([id], cancel) is not { ScheduledAt: not null } article)
        {
            return new Refusal("not_scheduled", $"{id} is not scheduled.", "id");
        }
        if (await Way.WhyNotAsync(db, id, Right.Publish, who, cancel) is { } mayNot)
        {
            return mayNot;
        }
        await schedules.CancelAsync(db, article, cancel);
        if (await db.Set<Draft>().FindAsync([id], cancel) is { } draft)
        {
            draft.Enter(ArticleState.Ready, article);
        }
        article.UpdatedAt = time.GetUtcNow();
        await audit.AddAsync(db, who, "unschedule", Article.Subject(id), why, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return article;
    }
}
