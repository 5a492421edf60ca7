using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Account;

/// <summary>Turns codes off: the password alone lets in from then on.</summary>
public sealed class StopCodes(OwnAccount account)
{
    public Task<Outcome<string>> RunAsync(Actor who, CancellationToken cancel) => account.RunAsync(who, "codes off", async (db, member) =>
    {
        if (member.CodeSecret is null)
        {
            return new Refusal("no_codes", "Set up codes first.");
        }
        await StageAsync(db, member, cancel);
        return "password alone";
    }, cancel);

    internal static async Task StageAsync(NewsroomDb db, StaffMember member, CancellationToken cancel)
    {
        (member.CodeSecret, member.CodeSecretOffered, member.CodeStep) = (null, null, 0);
        await db.Set<RecoveryCode>().Where(c => c.StaffId == member.Id).ExecuteDeleteAsync(cancel);
    }
}
