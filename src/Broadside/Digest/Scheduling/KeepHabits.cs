using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest.Scheduling;

/// <summary>Signs when the outlet mails. What is open already goes at the new hour.</summary>
public sealed class KeepHabits(IDbContextFactory<NewsroomDb> dbs, SiteRecord site, VersionStore versions, AuditLog audit, MoveDigest move)
{
    public DigestHabits Now => site.Read<DigestHabits>(DigestHabits.Part);

    public async Task<Outcome<DigestHabits>> RunAsync(DigestHabits habits, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        if (habits.Hour is < 0 or > 23 || !Enum.IsDefined(habits.WeeklyDay))
        {
            return new Refusal("digest_hour", "The hour is a number from 0 to 23.", "Hour");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using (var writing = await versions.BeginWritingAsync(db, cancel))
        {
            if (site.Draft(DigestHabits.Part, habits, who, "The hours of the digest were changed.") is not { } draft)
            {
                return habits;
            }
            await audit.AddAsync(db, who, "digest hours", "site/digest", $"{(habits.IsOn ? "on" : "off")}, {habits.Hour}, {habits.WeeklyDay}", cancel);
            await versions.CommitAsync(db, writing, [draft], cancel);
        }
        var waiting = await db.Set<DigestRow>().AsNoTracking().Where(d => d.State == DigestState.Open && d.Kind != DigestKind.Alert).ToListAsync(cancel);
        foreach (var digest in waiting.Where(d => !EditDigest.Plan(d).IsAsked))
        {
            await move.ToNextAsync(digest.Number, cancel);
        }
        return habits;
    }
}
