using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Account;

/// <summary>Calls a passkey by another name, so that its owner knows which of several it is.</summary>
public sealed class RenamePasskey(OwnAccount account)
{
    private const int Longest = 60;

    public Task<Outcome<string>> RunAsync(Actor who, string id, string? name, CancellationToken cancel) => account.RunAsync(who, "rename passkey", async (db, member) =>
    {
        if ((name ?? "").Trim() is not { Length: > 0 and <= Longest } given)
        {
            return new Refusal("passkey_name", "Give it a name of at most 60 characters.", "name");
        }
        if (await db.Set<Passkey>().SingleOrDefaultAsync(p => p.Id == id && p.StaffId == member.Id, cancel) is not { } passkey)
        {
            return new Refusal("gone", "That passkey is not here any more.");
        }
        passkey.Name = given;
        return given;
    }, cancel);
}
