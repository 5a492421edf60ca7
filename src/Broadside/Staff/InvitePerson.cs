using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff;

/// <summary>Makes a one-time link with which somebody joins the staff. It is handed over by whatever way people trust; no mail is needed.</summary>
public sealed class InvitePerson(IDbContextFactory<NewsroomDb> dbs, DeskAddress desk, AuditLog audit, Ids ids, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>The address to hand over; it is shown this once.</summary>
    public sealed record Made(Invitation Invitation, string Link);

    public async Task<Outcome<Made>> RunAsync(string? name, string? email, Role role, Actor who, CancellationToken cancel)
    {
        if (EmailAddress.From(email) is not { } address)
        {
            return new Refusal("person_email", "Write an e-mail address, as ana@example.org.", "email");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<StaffMember>().AnyAsync(m => m.Email == address && m.RemovedAt == null, cancel))
        {
            return new Refusal("email_taken", "Somebody on the staff has this e-mail address already.", "email");
        }
        var (token, now) = (Token.New(), time.GetUtcNow());
        var invitation = new Invitation
        {
            Id = ids.New(),
            Kind = InvitationKind.Join,
            TokenHash = Token.Hash(token),
            Role = role,
            Name = (name ?? "").Trim(),
            Email = address,
            MadeBy = who.Id,
            MadeAt = now,
            EndsAt = now + Patience,
        };
        await db.Set<Invitation>().Where(i => i.Kind == InvitationKind.Join && i.Email == address).ExecuteDeleteAsync(cancel);
        db.Add(invitation);
        await audit.AddAsync(db, who, "invite", invitation.Subject, role.ToString().ToLowerInvariant(), cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return new Made(invitation, desk.Absolute("/desk/join/" + token));
    }
}
