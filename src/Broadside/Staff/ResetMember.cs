using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff;

/// <summary>
/// For somebody who lost phone, keys or password, or whose were stolen: everything to sign in with stops working at once, every
/// browser is signed out, and a one-time link lets them choose anew.
/// </summary>
public sealed class ResetMember(IDbContextFactory<NewsroomDb> dbs, DeskAddress desk, AuditLog audit, Ids ids, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    public async Task<Outcome<InvitePerson.Made>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<StaffMember>().SingleOrDefaultAsync(m => m.Id == id && m.RemovedAt == null, cancel) is not { } member)
        {
            return new Refusal("gone", "There is nobody of that name on the staff. `broadside staff list` shows all.");
        }
        var (token, now) = (Token.New(), time.GetUtcNow());
        var link = new Invitation
        {
            Id = ids.New(),
            Kind = InvitationKind.Reset,
            TokenHash = Token.Hash(token),
            Role = member.Role,
            Name = member.Name,
            Email = member.Email,
            StaffId = member.Id,
            MadeBy = who.Id,
            MadeAt = now,
            EndsAt = now + Patience,
        };
        await StripAsync(db, member, cancel);
        db.Add(link);
        await audit.AddAsync(db, who, "reset", member.Subject, "passkeys, password, codes and browsers", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return new InvitePerson.Made(link, desk.Absolute("/desk/join/" + token));
    }

    /// <summary>Takes everything to sign in with from a person, within the caller's transaction.</summary>
    internal static async Task StripAsync(NewsroomDb db, StaffMember member, CancellationToken cancel)
    {
        (member.PasswordHash, member.CodeSecret, member.CodeSecretOffered, member.CodeStep) = (null, null, null, 0);
        await db.Set<Passkey>().Where(p => p.StaffId == member.Id).ExecuteDeleteAsync(cancel);
        await db.Set<RecoveryCode>().Where(c => c.StaffId == member.Id).ExecuteDeleteAsync(cancel);
        await db.Set<Invitation>().Where(i => i.StaffId == member.Id).ExecuteDeleteAsync(cancel);
        await SignOutEverywhere.StageAsync(db, member.Id, cancel);
    }
}
