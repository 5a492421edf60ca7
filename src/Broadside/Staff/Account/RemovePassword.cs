using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Staff.Account;

/// <summary>From then on a person signs in by passkey alone; the codes that belonged to the password go with it.</summary>
public sealed class RemovePassword(OwnAccount account)
{
    public Task<Outcome<string>> RunAsync(Actor who, CancellationToken cancel) => account.RunAsync(who, "remove password", async (db, member) =>
    {
        if (member.PasswordHash is null)
        {
            return new Refusal("no_password", "You have no password.");
        }
        if (!await OwnAccount.HasAnotherWayInAsync(db, member, null, cancel))
        {
            return OwnAccount.LastWayIn;
        }
        member.PasswordHash = null;
        await StopCodes.StageAsync(db, member, cancel);
        return "passkeys alone";
    }, cancel);
}
