using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Held;

/// <summary>
/// Counts how many published articles one login session changes. More than five in ten minutes is a machine, or somebody in a
/// hurry: it stops, and an owner is asked.
/// </summary>
public sealed class EditPace(Alarms alarms, AuditLog audit, TimeProvider time)
{
    public const int Most = 5;
    public const string Alarm = "edit-velocity";

    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    public static Refusal Stopped { get; } = new("velocity", "This browser changed five published articles within ten minutes. It is stopped until an owner lets it go on, under “Held changes”.");

    /// <summary>Notes the change within the caller's transaction. When it is one too many it notes that instead, and ends the transaction.</summary>
    /// <returns>Null when it may go on. The operator at the command line, imports and what persons agreed to for many articles are not counted.</returns>
    public async Task<Refusal?> WhyNotAsync(NewsroomDb db, IWriting writing, string articleId, Actor who, CancellationToken cancel)
    {
        if (who.LoginSession is not { } session || !Defence.IsOn("edit-velocity"))
        {
            return null;
        }
        var (now, stop) = (time.GetUtcNow(), await db.Set<EditStop>().SingleOrDefaultAsync(s => s.LoginSession == session, cancel));
        if (stop is { LetOnAt: null })
        {
            return Stopped;
        }
        var since = stop?.LetOnAt > now - Within ? stop.LetOnAt.Value : now - Within;
        var edits = await db.Set<DeskEdit>().Where(e => e.LoginSession == session).ToListAsync(cancel);
        if (edits.Where(e => e.At > since && e.ArticleId != articleId).ToList() is { Count: >= Most })
        {
            await StopAsync(db, writing, stop, session, who, cancel);
            return Stopped;
        }
        db.RemoveRange(edits.Where(e => e.At <= now - Within && e.ArticleId != articleId));
        if (edits.Find(e => e.ArticleId == articleId) is { } again)
        {
            again.At = now;
        }
        else
        {
            db.Add(new DeskEdit { LoginSession = session, ArticleId = articleId, At = now });
        }
        return null;
    }

    private async Task StopAsync(NewsroomDb db, IWriting writing, EditStop? stop, string session, Actor who, CancellationToken cancel)
    {
        if (stop is null)
        {
            stop = new EditStop { LoginSession = session, StaffId = who.Id };
            db.Add(stop);
        }
        (stop.StoppedAt, stop.LetOnAt, stop.LetOnBy) = (time.GetUtcNow(), null, null);
        await audit.AddAsync(db, who, "stopped edits", "staff/" + who.Id, $"more than {Most} published articles within {Within.TotalMinutes:0} minutes", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        await alarms.RaiseAsync(Alarm, "staff/" + who.Id, $"A browser in which {who.Name} is signed in changed {Most} published articles within ten minutes and wanted to change more. It is stopped. Ask {who.Name} whether it was they; if not, end their login sessions.", cancel);
    }
}
