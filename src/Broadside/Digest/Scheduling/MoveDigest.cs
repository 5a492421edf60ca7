using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest.Scheduling;

/// <summary>
/// A day without news sends nothing: the open digest waits for the next hour, with what comes until then. So it does when an editor
/// leaves a day out. A "send now" ends with it.
/// </summary>
public sealed class MoveDigest(IDbContextFactory<NewsroomDb> dbs, DigestHours hours, IOutlet outlet, TimeProvider time)
{
    public async Task ToNextAsync(long number, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var digest = await db.Set<DigestRow>().SingleAsync(d => d.Number == number, cancel);
        if (digest.Kind == DigestKind.Alert)
        {
            // Its article was withdrawn before it went: it never goes.
            (digest.State, digest.EndedAt) = (DigestState.Empty, time.GetUtcNow());
            await db.SaveChangesAsync(cancel);
            return;
        }
        var at = hours.Next(digest.Kind, time.GetUtcNow().AddMinutes(1));
        var day = await OpenDigest.NameAsync(db, digest.Kind, at, outlet, cancel, except: number);
        var plan = JsonSerializer.Serialize(EditDigest.Plan(digest) with { IsAsked = false }, CanonicalJson.Options);
        await db.Set<DigestRow>().Where(d => d.Number == number && d.State == DigestState.Open)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.SendAt, at).SetProperty(x => x.Day, day).SetProperty(x => x.Plan, plan), cancel);
    }

    /// <summary>Lets the hour of an open digest pass: it goes at the one after. Within the caller's transaction; the caller saves.</summary>
    internal async Task LeaveDayOutAsync(NewsroomDb db, DigestRow digest, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        digest.SendAt = hours.Next(digest.Kind, (digest.SendAt > now ? digest.SendAt : now).AddMinutes(1));
        digest.Day = await OpenDigest.NameAsync(db, digest.Kind, digest.SendAt, outlet, cancel, except: digest.Number);
        digest.HeldBecause = null;
        digest.Plan = JsonSerializer.Serialize(EditDigest.Plan(digest) with { IsAsked = false, IsReleased = false }, CanonicalJson.Options);
    }
}
