using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Calendar;

/// <summary>Forbids an article to leave the newsroom before an hour, whoever asks; or lifts that.</summary>
public sealed class EmbargoArticle(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    /// <param name="until">Null lifts the embargo.</param>
    public async Task<Outcome<Article>> RunAsync(string id, DateTimeOffset? until, Actor who, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (until <= now)
        {
            return new Refusal("past", $"{until:yyyy-MM-dd HH:mm} UTC is past. Choose a later hour, or lift the embargo.", "until");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Article>().FindAsync([id], cancel) is not { } article)
        {
            return new Refusal("unknown", $"There is no article {id}. `broadside article list` shows them all.", "id");
        }
        if (await Way.WhyNotAsync(db, id, Right.Publish, who, cancel) is { } mayNot)
        {
            return mayNot;
        }
        if (article.ScheduledAt is { } at && at < until)
        {
            return new Refusal("scheduled", $"It is scheduled for {at:yyyy-MM-dd HH:mm} UTC, before that. Take it off the schedule first.", "until");
        }
        (article.EmbargoedUntil, article.UpdatedAt) = (until, now);
        await audit.AddAsync(db, who, "embargo", Article.Subject(id), until is null ? "lifted" : $"{until:yyyy-MM-dd HH:mm:ss} UTC", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return article;
    }
}
