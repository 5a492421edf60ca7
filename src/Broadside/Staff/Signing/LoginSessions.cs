using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Signing;

/// <summary>The browsers in which people are signed in. Asked at every request, so what ends here has ended on every node at once.</summary>
public sealed class LoginSessions(IDbContextFactory<NewsroomDb> dbs, Ids ids, TimeProvider time)
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private static readonly TimeSpan Idle = TimeSpan.FromDays(14);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(5);
    private const int LongestAgent = 300;

    /// <summary>A session and whose it is.</summary>
    public sealed record Found(StaffMember Member, LoginSession Session);

    /// <summary>Adds a session; the caller saves. The token goes into the cookie and is not kept.</summary>
    public string Begin(NewsroomDb db, StaffMember member, Proof by, Visitor from)
    {
        var (token, now) = (Token.New(), time.GetUtcNow());
        db.Add(new LoginSession
        {
            Id = ids.New(),
            StaffId = member.Id,
            TokenHash = Token.Hash(token),
            Network = from.Network,
            Agent = from.Agent[..Math.Min(from.Agent.Length, LongestAgent)],
            BegunAt = now,
            SeenAt = now,
            EndsAt = now + Longest,
            ShownAt = now,
            ShownBy = by,
        });
        return token;
    }

    /// <summary>Null when there is none, when it ran out, or when its person was removed.</summary>
    public async Task<Found?> FindAsync(string token, CancellationToken cancel)
    {
        var hash = Token.Hash(token);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var found = await db.Set<LoginSession>().AsNoTracking().Where(s => s.TokenHash == hash)
            .Join(db.Set<StaffMember>().AsNoTracking().Where(m => m.RemovedAt == null), s => s.StaffId, m => m.Id, (s, m) => new { s, m })
            .SingleOrDefaultAsync(cancel);
        if (found is null)
        {
            return null;
        }
        var (session, now) = (found.s, time.GetUtcNow());
        if (now >= session.EndsAt || now - session.SeenAt >= Idle)
        {
            await db.Set<LoginSession>().Where(s => s.Id == session.Id).ExecuteDeleteAsync(cancel);
            return null;
        }
        if ((now - session.SeenAt).Duration() >= NoteEvery)
        {
            await db.Set<LoginSession>().Where(s => s.Id == session.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now), cancel);
            await db.Set<StaffMember>().Where(m => m.Id == session.StaffId).ExecuteUpdateAsync(m => m.SetProperty(x => x.SeenAt, now), cancel);
        }
        return new Found(found.m, session);
    }

    /// <summary>Whether the person showed within ten minutes that it is they. A clock that was set back makes nobody fresh.</summary>
    public bool IsFresh(LoginSession session) => time.GetUtcNow() - session.ShownAt is var age && age >= TimeSpan.Zero && age < Fresh;
}
