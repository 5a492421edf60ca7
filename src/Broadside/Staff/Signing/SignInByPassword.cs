using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Signing;

/// <summary>Signs in by e-mail address, password and, where the person has set them up, a code. Nobody learns which of them was wrong, or who is on the staff.</summary>
public sealed class SignInByPassword(IDbContextFactory<NewsroomDb> dbs, Passwords passwords, CheckCode check, SignInLimit limit, BeginLogin begin, AuditLog audit)
{
    private static readonly Refusal Wrong = new("sign_in_wrong", "E-mail address, password or code is wrong. If you set up codes, one is needed.");
    private static readonly Refusal Slow = new("slow", "That was tried too often from here. Wait some minutes, a quarter of an hour at most; a passkey works at once.");

    public async Task<Outcome<BeginLogin.Begun>> RunAsync(string? email, string? password, string? code, Visitor from, CancellationToken cancel)
    {
        var address = EmailAddress.From(email) ?? "";
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var member = await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(m => m.Email == address && m.RemovedAt == null, cancel);
        var (memberId, device) = (member?.Id ?? "nobody", Token.Hash(from.Device ?? ""));
        var isKnown = await db.Set<Device>().AnyAsync(d => d.TokenHash == device && d.StaffId == memberId, cancel);
        var allowed = await limit.TakeAsync(address, from, isKnown, cancel);
        if (!allowed.IsAllowed)
        {
            return Slow;
        }
        var isPassword = await passwords.MatchesAsync(member, password ?? "", cancel);
        var isCode = await check.RunAsync(db, member, code, cancel);
        if (member is not null && isPassword && isCode && await LetInAsync(member.Id, code, from, cancel) is { } begun)
        {
            await limit.ForgiveAsync(address, from, cancel);
            return begun;
        }
        if (allowed.Burst is { } tries)
        {
            await TellAsync(member, tries, cancel);
        }
        return Wrong;
    }

    private async Task<BeginLogin.Begun?> LetInAsync(string id, string? code, Visitor from, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<StaffMember>().SingleOrDefaultAsync(m => m.Id == id && m.RemovedAt == null, cancel) is not { } member
            || await check.TakeAsync(db, member, code, cancel) is not { } taken)
        {
            return null;
        }
        var begun = await begin.RunAsync(db, member, Proof.Password, taken.Length == 0 ? "password" : "password and " + taken, from, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return begun;
    }

    // Not the typed address: people type their passwords there, too.
    private async Task TellAsync(StaffMember? member, int tries, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        await audit.AddAsync(db, new Actor("unknown", "unknown"), "failed sign-ins", member?.Subject ?? "staff", $"{tries} tries within an hour", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }
}
