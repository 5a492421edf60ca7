using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Publishing;

/// <summary>Puts an article on a day of the editorial calendar. Nothing happens by itself on that day.</summary>
public sealed class PlanArticle(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    /// <param name="id">Of the article.</param>
    /// <param name="day">As "2026-11-30"; null or empty: on no day.</param>
    /// <param name="who">An editor, or one of its writers.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Article>> RunAsync(string id, string? day, Actor who, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(day) && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return new Refusal("day", "Say the day as 2026-11-30.", "Day");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Article>().FindAsync([id], cancel) is not { } article)
        {
            return new Refusal("unknown", "There is no such article.");
        }
        if (await Way.WhyNotAsync(db, id, Right.Write, who, cancel) is { } why)
        {
            return why;
        }
        (article.PlannedOn, article.UpdatedAt) = (string.IsNullOrEmpty(day) ? null : day, time.GetUtcNow());
        await audit.AddAsync(db, who, "plan", Article.Subject(id), article.PlannedOn ?? "no day", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return article;
    }
}
