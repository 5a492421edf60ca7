using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Notes;

/// <summary>Questions about notes.</summary>
public sealed class NoteQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>A note that names somebody and is not settled.</summary>
    public sealed record Waiting(ArticleNote Note, string Title);

    /// <summary>The open notes of an article, oldest first.</summary>
    public async Task<Outcome<IReadOnlyList<ArticleNote>>> OpenAsync(string articleId, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (!await db.Set<Article>().AnyAsync(a => a.Id == articleId, cancel))
        {
            return new Refusal("unknown", "There is no such article.");
        }
        return await Writers.WhyNotAsync(db, articleId, who, cancel) is { } refusal
            ? refusal
            : Outcome.Of<IReadOnlyList<ArticleNote>>(await db.Set<ArticleNote>().AsNoTracking().Where(n => n.ArticleId == articleId && n.ResolvedAt == null).OrderBy(n => n.WrittenAt).ThenBy(n => n.Id).ToListAsync(cancel));
    }

    /// <summary>Open notes that name this person, newest first.</summary>
    public async Task<IReadOnlyList<Waiting>> WaitingForAsync(string staffId, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<NoteMention>().AsNoTracking().Where(m => m.StaffId == staffId)
            .Join(db.Set<ArticleNote>(), m => m.NoteId, n => n.Id, (m, n) => n).Where(n => n.ResolvedAt == null)
            .Join(db.Set<Article>(), n => n.ArticleId, a => a.Id, (n, a) => new { Note = n, a.Title })
            .OrderByDescending(w => w.Note.WrittenAt).ThenByDescending(w => w.Note.Id).Take(count)
            .Select(w => new Waiting(w.Note, w.Title)).ToListAsync(cancel);
    }
}
