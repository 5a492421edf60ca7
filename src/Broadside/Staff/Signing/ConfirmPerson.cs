using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Signing;

/// <summary>Before a dangerous act, somebody who is signed in shows once more that it is they, by passkey or by password and code.</summary>
public sealed class ConfirmPerson(IDbContextFactory<NewsroomDb> dbs, Passkeys passkeys, Passwords passwords, CheckCode check, SignInLimit limit, TimeProvider time)
{
    /// <summary>What was shown: a passkey's answer, or password and code.</summary>
    public sealed record Shown(string? Ceremony, string? Credential, string? Password, string? Code);

    public async Task<Outcome<bool>> RunAsync(Actor who, Shown shown, Visitor from, HttpContext context, CancellationToken cancel)
    {
        if (shown.Ceremony is { Length: > 0 } ceremony)
        {
            var passkey = await passkeys.FinishShowAsync(ceremony, shown.Credential, who.Id, context, cancel);
            return passkey.IsDone ? await NoteAsync(who, Proof.Passkey, null, cancel) : passkey.Refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var member = await db.Set<StaffMember>().AsNoTracking().SingleAsync(m => m.Id == who.Id, cancel);
        if (!(await limit.TakeAsync(member.Email, from, isKnownDevice: true, cancel)).IsAllowed)
        {
            return new Refusal("slow", "That was tried too often from here. Wait some minutes, a quarter of an hour at most; a passkey works at once.");
        }
        if (await passwords.MatchesAsync(member, shown.Password ?? "", cancel) && await check.RunAsync(db, member, shown.Code, cancel)
            && await NoteAsync(who, Proof.Password, shown.Code, cancel) is { IsDone: true } done)
        {
            await limit.ForgiveAsync(member.Email, from, cancel);
            return done;
        }
        return new Refusal("confirm_wrong", "Password or code is wrong. If you set up codes, one is needed.");
    }

    private async Task<Outcome<bool>> NoteAsync(Actor who, Proof by, string? code, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == who.Id, cancel);
        if (by == Proof.Password && await check.TakeAsync(db, member, code, cancel) is null)
        {
            return new Refusal("confirm_wrong", "Password or code is wrong. If you set up codes, one is needed.");
        }
        var now = time.GetUtcNow();
        await db.Set<LoginSession>().Where(s => s.Id == who.LoginSession && s.StaffId == who.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.ShownAt, now).SetProperty(x => x.ShownBy, by), cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return true;
    }
}
