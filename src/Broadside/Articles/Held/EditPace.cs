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

    /// <summary>One act that changes more than <see cref="Most"/>, by somebody who does not answer for so many.</summary>
    public static Refusal TooMany { get; } = new("velocity_many", "It changes more than five published articles at once. Show your passkey and press again, or let an owner press it.");

    /// <summary>Who may change any number by one act: whoever has just shown their passkey, and an owner who has just shown that it is they.</summary>
    public static bool AnswersForMany(Actor who) => who.IsFreshByPasskey || (who.IsFresh && who.May(Right.ManageStaff));

    /// <summary>Notes the change within the caller's transaction. When it is one too many it notes that instead, and ends the transaction.</summary>
    /// <returns>Null when it may go on. The operator at the command line and imports are not counted.</returns>
    public async Task<Refusal?> WhyNotAsync(NewsroomDb db, IWriting writing, string articleId, Actor who, CancellationToken cancel)
    {
        if (who.LoginSession is not { } session || !Defence.IsOn("edit-velocity"))
        {
            return null;
        }
        var stop = await StopOfAsync(db, session, cancel);
        return stop is { LetOnAt: null } ? Stopped : await CountAsync(db, writing, stop, session, [articleId], who, cancel);
    }

    /// <summary>The same for one act that changes many: "velocity_many", with the transaction still open, where they are too many for this person.</summary>
    public async Task<Refusal?> WhyNotManyAsync(NewsroomDb db, IWriting writing, IReadOnlyCollection<string> articleIds, Actor who, CancellationToken cancel)
    {
        if (who.LoginSession is not { } session || !Defence.IsOn("edit-velocity"))
        {
            return null;
        }
        var stop = await StopOfAsync(db, session, cancel);
        if (stop is { LetOnAt: null })
        {
            return Stopped;
        }
        if (AnswersForMany(who))
        {
            return null;
        }
        return articleIds.Count > Most ? TooMany : await CountAsync(db, writing, stop, session, articleIds, who, cancel);
    }

    private static Task<EditStop?> StopOfAsync(NewsroomDb db, string session, CancellationToken cancel) => db.Set<EditStop>().SingleOrDefaultAsync(s => s.LoginSession == session, cancel);

    private async Task<Refusal?> CountAsync(NewsroomDb db, IWriting writing, EditStop? stop, string session, IReadOnlyCollection<string> articleIds, Actor who, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var since = stop?.LetOnAt > now - Within ? stop.LetOnAt.Value : now - Within;
        var edits = await db.Set<DeskEdit>().Where(e => e.LoginSession == session).ToListAsync(cancel);
        if (edits.Count(e => e.At > since && !articleIds.Contains(e.ArticleId)) + articleIds.Count > Most)
        {
            await StopAsync(db, writing, stop, session, who, cancel);
            return Stopped;
        }
        db.RemoveRange(edits.Where(e => e.At <= now - Within && !articleIds.Contains(e.ArticleId)));
        foreach (var articleId in articleIds)
        {
            if (edits.Find(e => e.ArticleId == articleId) is { } again)
            {
                again.At = now;
            }
            else
            {
                db.Add(new DeskEdit { LoginSession = session, ArticleId = articleId, At = now });
            }
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
