using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Publishing;

/// <summary>Gives an article to somebody on the staff: it waits in their inbox, and they may write in it.</summary>
public sealed class AssignArticle(IDbContextFactory<NewsroomDb> dbs, RoleRights rights, AuditLog audit, TimeProvider time)
{
    /// <param name="id">Of the article.</param>
    /// <param name="to">Id of a person who writes or translates; null or empty: nobody has it.</param>
    /// <param name="who">An editor, or one of its writers.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Article>> RunAsync(string id, string? to, Actor who, CancellationToken cancel)
    {
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
        var person = string.IsNullOrEmpty(to) ? null : await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == to && m.RemovedAt == null, cancel);
        if (!string.IsNullOrEmpty(to) && (person is null || !rights.Of(person.Role).Contains(Right.Translate)))
        {
            return new Refusal("assignee", "Choose somebody who writes or translates.", "To");
        }
        if (person is not null)
        {
            await Writers.AddAsync(db, id, person.Id, time.GetUtcNow(), cancel);
        }
        (article.AssignedTo, article.UpdatedAt) = (person?.Id, time.GetUtcNow());
        await audit.AddAsync(db, who, "assign", Article.Subject(id), person?.Name ?? "nobody", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return article;
    }
}
