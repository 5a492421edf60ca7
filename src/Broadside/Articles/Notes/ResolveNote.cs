using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Notes;

/// <summary>Settles a note: it stands beside the text no longer and waits for nobody.</summary>
public sealed class ResolveNote(IDbContextFactory<NewsroomDb> dbs, TimeProvider time)
{
    public async Task<Outcome<ArticleNote>> RunAsync(string articleId, string noteId, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<ArticleNote>().SingleOrDefaultAsync(n => n.Id == noteId && n.ArticleId == articleId, cancel) is not { } note)
        {
            return new Refusal("unknown", "There is no such note.");
        }
        // Whom a note names may say that it is done, whosever the article is.
        var isNamed = await db.Set<NoteMention>().AnyAsync(m => m.NoteId == noteId && m.StaffId == who.Id, cancel);
        if (!isNamed && await Writers.WhyNotAsync(db, articleId, who, cancel) is { } refusal)
        {
            return refusal;
        }
        if (note.ResolvedAt is null)
        {
            (note.ResolvedAt, note.ResolvedBy) = (time.GetUtcNow(), who.Id);
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
        }
        return note;
    }
}
