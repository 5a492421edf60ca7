using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Account;

/// <summary>Sets or changes a person's own password. Their other browsers are signed out: whoever knew the old one is out, too.</summary>
public sealed class SetPassword(OwnAccount account, Passwords passwords)
{
    public Task<Outcome<string>> RunAsync(Actor who, string? password, CancellationToken cancel) => account.RunAsync(who, "set password", async (db, member) =>
    {
        if (NewPassword.Judge(password, member.Name, member.Email) is { } refusal)
        {
            return refusal;
        }
        var had = member.PasswordHash is not null;
        member.PasswordHash = passwords.Hash(password!);
        var ended = await db.Set<LoginSession>().Where(s => s.StaffId == member.Id && s.Id != who.LoginSession).ExecuteDeleteAsync(cancel);
        return $"{(had ? "changed" : "set")}; {ended} other browsers signed out";
    }, cancel);
}
