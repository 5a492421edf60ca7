using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff;

/// <summary>Questions about the staff that pages, commands and use-cases ask.</summary>
public sealed class StaffQueries(IDbContextFactory<NewsroomDb> dbs, TimeProvider time)
{
    /// <summary>A person and what they can sign in with.</summary>
    public sealed record Listed(StaffMember Member, int Passkeys, int Browsers);

    /// <summary>Owners first, then by name.</summary>
    public async Task<IReadOnlyList<Listed>> AllAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var all = await db.Set<StaffMember>().AsNoTracking().Where(m => m.RemovedAt == null)
            .Select(m => new Listed(m, db.Set<Passkey>().Count(p => p.StaffId == m.Id), db.Set<LoginSession>().Count(s => s.StaffId == m.Id)))
            .ToListAsync(cancel);
        return [.. all.OrderBy(l => l.Member.Role).ThenBy(l => l.Member.Name, StringComparer.Ordinal)];
    }

    public async Task<StaffMember?> FindAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.RemovedAt == null, cancel);
    }

    /// <summary>Who has left and is not forgotten, the last who left first.</summary>
    public async Task<IReadOnlyList<StaffMember>> FormerAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<StaffMember>().AsNoTracking().Where(m => m.RemovedAt != null && m.Name != "").OrderByDescending(m => m.RemovedAt).ToListAsync(cancel);
    }

    public async Task<StaffMember?> FindByEmailAsync(string email, CancellationToken cancel)
    {
        var address = EmailAddress.From(email) ?? "";
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(m => m.Email == address && m.RemovedAt == null, cancel);
    }

    /// <summary>Names by id, of those too who are gone: the audit log speaks of them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<StaffMember>().AsNoTracking().ToDictionaryAsync(m => m.Id, m => m.Name, cancel);
    }

    /// <summary>One-time links that still work, newest first; the one to set up is not among them.</summary>
    public async Task<IReadOnlyList<Invitation>> InvitationsAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Invitation>().AsNoTracking().Where(i => i.Kind != InvitationKind.SetUp && (i.EndsAt == null || i.EndsAt > now)).OrderByDescending(i => i.MadeAt).ToListAsync(cancel);
    }

    /// <summary>The link that this token opens; null when it was used, has run out or was taken back.</summary>
    public async Task<Invitation?> FindInvitationAsync(string token, CancellationToken cancel)
    {
        var (hash, now) = (Token.Hash(token), time.GetUtcNow());
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Invitation>().AsNoTracking().SingleOrDefaultAsync(i => i.TokenHash == hash && (i.EndsAt == null || i.EndsAt > now), cancel);
    }

    public async Task<IReadOnlyList<LoginSession>> SessionsAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<LoginSession>().AsNoTracking().Where(s => s.StaffId == id).OrderByDescending(s => s.SeenAt).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<Passkey>> PasskeysAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Passkey>().AsNoTracking().Where(p => p.StaffId == id).OrderBy(p => p.MadeAt).ToListAsync(cancel);
    }

    public async Task<int> RecoveryCodesAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<RecoveryCode>().CountAsync(c => c.StaffId == id, cancel);
    }

    public async Task<int> OwnersAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await OwnersAsync(db, cancel);
    }

    internal static Task<int> OwnersAsync(NewsroomDb db, CancellationToken cancel) =>
        db.Set<StaffMember>().CountAsync(m => m.Role == Role.Owner && m.RemovedAt == null, cancel);
}
