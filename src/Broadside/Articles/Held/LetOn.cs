using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Held;

/// <summary>An owner lets a login session go on that changed many articles quickly. Their own wants their passkey.</summary>
public sealed class LetOn(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, Alarms alarms, TimeProvider time)
{
    /// <param name="session">Id of the login session.</param>
    /// <param name="who">An owner.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<EditStop>> RunAsync(string session, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.ManageStaff) || !who.IsFresh)
        {
            return new Refusal("owner_needed", "Only an owner who has just shown that it is they decides this.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<EditStop>().SingleOrDefaultAsync(s => s.LoginSession == session && s.LetOnAt == null, cancel) is not { } stop)
        {
            return new Refusal("gone", "That was settled already.");
        }
        if (stop.LoginSession == who.LoginSession && !who.IsFreshByPasskey)
        {
            return new Refusal("own_stop", "It is your own browser: show your passkey, or ask another owner.");
        }
        (stop.LetOnBy, stop.LetOnAt) = (who.Id, time.GetUtcNow());
        await audit.AddAsync(db, who, "let go on", "staff/" + stop.StaffId, "", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        await alarms.ClearAsync(EditPace.Alarm, "staff/" + stop.StaffId, cancel);
        return stop;
    }
}
