using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Notes;

/// <summary>Writes a note to a paragraph and tells the colleagues whom it names.</summary>
public sealed class WriteNote(IDbContextFactory<NewsroomDb> dbs, Ids ids, TimeProvider time)
{
    private const int Longest = 4000;
    private const int MostMentions = 50;

    /// <param name="mentions">Ids of colleagues; those who are not on the staff are passed over.</param>
    public async Task<Outcome<ArticleNote>> RunAsync(string articleId, string? block, string? text, IReadOnlyList<string> mentions, Actor who, CancellationToken cancel)
    {
        var said = text?.Trim() ?? "";
        if (said.Length is 0 or > Longest)
        {
            return new Refusal("note", said.Length == 0 ? "Write what the note is to say." : $"The note is too long: at most {Longest} characters.", "text");
        }
        if (string.IsNullOrEmpty(block) || block.Length > 64)
        {
            return new Refusal("block", "Choose the paragraph that the note is about.", "block");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Article>().FindAsync([articleId], cancel) is null)
        {
            return new Refusal("unknown", "There is no such article.");
        }
        if (await Writers.WhyNotAsync(db, articleId, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var note = new ArticleNote { Id = ids.New(), ArticleId = articleId, Block = block, Text = said, AuthorId = who.Id, Author = who.Name, WrittenAt = time.GetUtcNow() };
        db.Add(note);
        await db.SaveChangesAsync(cancel);
        var named = mentions.Distinct().Take(MostMentions).ToList();
        foreach (var id in await db.Set<StaffMember>().Where(m => named.Contains(m.Id) && m.RemovedAt == null && m.Id != who.Id).Select(m => m.Id).ToListAsync(cancel))
        {
            db.Add(new NoteMention { NoteId = note.Id, StaffId = id });
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return note;
    }
}
