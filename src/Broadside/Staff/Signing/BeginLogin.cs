using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Signing;

/// <summary>Lets a person in whose proof was good: always with a new session, whatever the browser brought along.</summary>
public sealed class BeginLogin(LoginSessions sessions, AuditLog audit, TimeProvider time)
{
    /// <summary>What the browser is given: for the session, and to be known again.</summary>
    public sealed record Begun(StaffMember Member, string Session, string Device);

    /// <summary>Within the caller's writing transaction; the caller saves.</summary>
    /// <param name="db">The caller's.</param>
    /// <param name="member">Tracked by it.</param>
    /// <param name="by">What the person showed.</param>
    /// <param name="how">For the audit log.</param>
    /// <param name="from">Where they are.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Begun> RunAsync(NewsroomDb db, StaffMember member, Proof by, string how, Visitor from, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var device = from.Device ?? Token.New();
        var hash = Token.Hash(device);
        if (await db.Set<Device>().SingleOrDefaultAsync(d => d.TokenHash == hash && d.StaffId == member.Id, cancel) is { } known)
        {
            known.SeenAt = now;
        }
        else
        {
            db.Add(new Device { TokenHash = hash, StaffId = member.Id, SeenAt = now });
        }
        if (from.Session is { } left)
        {
            var leftHash = Token.Hash(left);
            await db.Set<LoginSession>().Where(s => s.TokenHash == leftHash).ExecuteDeleteAsync(cancel);
        }
        member.SeenAt = now;
        await audit.AddAsync(db, new Actor(member.Id, member.Name), "sign in", member.Subject, how, cancel);
        return new Begun(member, sessions.Begin(db, member, by, from), device);
    }
}
