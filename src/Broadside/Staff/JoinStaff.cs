using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff;

/// <summary>
/// Takes up a one-time link: the first owner sets up, an invited person joins, somebody who lost their keys gets new ones.
/// Ends with that person signed in, and with the link gone.
/// </summary>
public sealed class JoinStaff(IDbContextFactory<NewsroomDb> dbs, Passkeys passkeys, Passwords passwords, BeginLogin begin, AuditLog audit, Ids ids, TimeProvider time)
{
    public const int LongestName = 80;

    private static readonly Refusal Gone = new("link_gone", "This link was used already or has run out. Ask whoever gave it to you for a new one.");

    /// <summary>What the person wrote, and either a password or a passkey's answer.</summary>
    public sealed record Form(string? Name, string? Email, string Language, string? Password, string? Ceremony, string? Credential);

    public async Task<Outcome<BeginLogin.Begun>> RunAsync(string token, Form form, Visitor from, HttpContext context, CancellationToken cancel)
    {
        var (name, email) = ((form.Name ?? "").Trim(), EmailAddress.From(form.Email));
        if (Judge(name, email) is { } refusal)
        {
            return refusal;
        }
        Passkeys.Made? passkey = null;
        if (form.Ceremony is { Length: > 0 })
        {
            var made = await passkeys.FinishNewAsync(form.Ceremony, form.Credential, AgentName.Of(from.Agent), context, cancel);
            if (!made.IsDone)
            {
                return made.Refusal;
            }
            passkey = made.Value;
        }
        else if (NewPassword.Judge(form.Password, name, email!) is { } unfit)
        {
            return unfit;
        }
        var hash = passkey is null ? passwords.Hash(form.Password!) : null;
        return await KeepAsync(token, form, name, email!, passkey, hash, from, cancel);
    }

    /// <summary>What is wrong with a name or an address; null when they will do.</summary>
    public static Refusal? Judge(string name, string? email) =>
        name.Length is 0 or > LongestName ? new Refusal("person_name", "Write your name, as colleagues know it.", "name")
        : email is null ? new Refusal("person_email", "Write an e-mail address, as ana@example.org.", "email")
        : null;

    private async Task<Outcome<BeginLogin.Begun>> KeepAsync(string token, Form form, string name, string email, Passkeys.Made? passkey, string? passwordHash, Visitor from, CancellationToken cancel)
    {
        var (hash, now) = (Token.Hash(token), time.GetUtcNow());
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Invitation>().SingleOrDefaultAsync(i => i.TokenHash == hash && (i.EndsAt == null || i.EndsAt > now), cancel) is not { } link)
        {
            return Gone;
        }
        if (await db.Set<StaffMember>().AnyAsync(m => m.Email == email && m.RemovedAt == null && m.Id != link.StaffId, cancel))
        {
            return new Refusal("email_taken", "Somebody on the staff has this e-mail address already.", "email");
        }
        var member = await PersonAsync(db, link, passkey?.StaffId, name, email, form.Language, cancel);
        if (member is null)
        {
            return Gone;
        }
        member.PasswordHash = passwordHash;
        if (passkey is not null)
        {
            db.Add(passkey.Passkey);
        }
        await RemoveLinksAsync(db, link, cancel);
        await audit.AddAsync(db, new Actor(member.Id, name), What(link.Kind), member.Subject, member.Role.ToString().ToLowerInvariant(), cancel);
        var begun = await begin.RunAsync(db, member, passkey is null ? Proof.Password : Proof.Passkey, "one-time link", from, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return begun;
    }

    /// <summary>Who was made new, or had to be found again; null when the link leads nowhere any more.</summary>
    private async Task<StaffMember?> PersonAsync(NewsroomDb db, Invitation link, string? passkeyFor, string name, string email, string language, CancellationToken cancel)
    {
        if (link.Kind == InvitationKind.Reset)
        {
            var known = await db.Set<StaffMember>().SingleOrDefaultAsync(m => m.Id == link.StaffId && m.RemovedAt == null, cancel);
            if (known is not null && (passkeyFor is null || passkeyFor == known.Id))
            {
                (known.Name, known.Email) = (name, email);
                return known;
            }
            return null;
        }
        var isLate = link.Kind == InvitationKind.SetUp && await StaffQueries.OwnersAsync(db, cancel) > 0;
        // A passkey that was begun for somebody who is here already does not join anybody.
        if (isLate || (passkeyFor is not null && await db.Set<StaffMember>().AnyAsync(m => m.Id == passkeyFor, cancel)))
        {
            return null;
        }
        var last = await db.Set<AuditRow>().MaxAsync(a => (long?)a.Seq, cancel) ?? 0;
        var member = new StaffMember { Id = passkeyFor ?? ids.New(), Name = name, Email = email, Role = link.Role, Language = language, ToldSeq = last, MadeAt = time.GetUtcNow() };
        db.Add(member);
        return member;
    }

    // The link to set up dies with the first owner, however that one came.
    private static async Task RemoveLinksAsync(NewsroomDb db, Invitation link, CancellationToken cancel)
    {
        db.Remove(link);
        if (link is { Role: Role.Owner, Kind: InvitationKind.Join })
        {
            await db.Set<Invitation>().Where(i => i.Kind == InvitationKind.SetUp).ExecuteDeleteAsync(cancel);
        }
    }

    private static string What(InvitationKind kind) => kind switch
    {
        InvitationKind.SetUp => "set up",
        InvitationKind.Reset => "new way in",
        _ => "join",
    };
}
