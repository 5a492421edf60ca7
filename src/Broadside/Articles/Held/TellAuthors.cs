using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Staff;
using Broadside.Storage;
using Broadside.Themes.DeskFrame;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Held;

/// <summary>Mails those whose article it is, and those who sign it, that somebody wants to put a link into it. Whoever asked is told, too: it may be their stolen login.</summary>
public sealed class TellAuthors(PostLetter post, DeskVocabulary vocabulary, DeskAddress desk)
{
    /// <param name="db">The caller's transaction.</param>
    /// <param name="live">The article.</param>
    /// <param name="found">What it is about.</param>
    /// <param name="heldId">Where it waits; null: it went out, as its person showed a passkey.</param>
    /// <param name="who">Whose login it was.</param>
    /// <param name="cancel">Ends it.</param>
    internal async Task RunAsync(NewsroomDb db, ArticleContent live, LinkRules.Found found, string? heldId, Actor who, CancellationToken cancel)
    {
        var writers = await db.Set<ArticleWriter>().Where(w => w.ArticleId == live.Id).Select(w => w.StaffId).ToListAsync(cancel);
        var names = live.Bylines.Select(b => b.Name.Trim().ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var staff = await db.Set<StaffMember>().AsNoTracking().Where(m => m.RemovedAt == null && m.Email != "").ToListAsync(cancel);
        var letters = staff
            .Where(m => writers.Contains(m.Id) || m.Id == who.Id || names.Contains(m.Name.Trim().ToLowerInvariant()))
            .Select(m => Letter(m, live, found, heldId, who))
            .ToList();
        if (letters.Count > 0)
        {
            await post.RunAsync(db, letters, cancel);
        }
    }

    private NewLetter Letter(StaffMember to, ArticleContent live, LinkRules.Found found, string? heldId, Actor who)
    {
        var words = vocabulary.For(to.Language);
        var address = desk.Absolute(heldId is null ? $"/desk/articles/{live.Id}/history" : $"/desk/held/{heldId}");
        return new NewLetter
        {
            Kind = "held change",
            To = to.Email,
            Language = words.Language,
            Subject = words.Text("held_letter.subject", ("title", live.Title)),
            Text = words.Text(heldId is null ? "held_letter.vouched" : "held_letter.waits", ("who", who.Name), ("title", live.Title), ("links", string.Join('\n', found.Change.Links)), ("address", address)),
        };
    }
}
