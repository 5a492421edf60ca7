using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Account;

/// <summary>Forgets a passkey; it lets nobody in from then on. The last way in stays.</summary>
public sealed class RemovePasskey(OwnAccount account)
{
    public Task<Outcome<string>> RunAsync(Actor who, string id, CancellationToken cancel) => account.RunAsync(who, "remove passkey", async (db, member) =>
    {
        if (await db.Set<Passkey>().SingleOrDefaultAsync(p => p.Id == id && p.StaffId == member.Id, cancel) is not { } passkey)
        {
            return new Refusal("gone", "That passkey is not here any more.");
        }
        if (!await OwnAccount.HasAnotherWayInAsync(db, member, id, cancel))
        {
            return OwnAccount.LastWayIn;
        }
        db.Remove(passkey);
        return passkey.Name;
    }, cancel);
}
