using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Account;

/// <summary>Makes ten new recovery codes; the old ones stop working.</summary>
public sealed class RenewRecoveryCodes(OwnAccount account, Codes codes)
{
    public async Task<Outcome<IReadOnlyList<string>>> RunAsync(Actor who, CancellationToken cancel)
    {
        IReadOnlyList<string> made = [];
        var outcome = await account.RunAsync(who, "new recovery codes", async (db, member) =>
        {
            if (member.CodeSecret is null)
            {
                return new Refusal("no_codes", "Set up codes first.");
            }
            made = await StageAsync(db, codes, member.Id, cancel);
            return "ten";
        }, cancel);
        return outcome.IsDone ? Outcome.Of(made) : outcome.Refusal;
    }

    internal static async Task<IReadOnlyList<string>> StageAsync(NewsroomDb db, Codes codes, string staffId, CancellationToken cancel)
    {
        await db.Set<RecoveryCode>().Where(c => c.StaffId == staffId).ExecuteDeleteAsync(cancel);
        var made = Codes.NewRecoveryCodes();
        db.AddRange(made.Select(code => new RecoveryCode { Hash = codes.RecoveryHash(staffId, code), StaffId = staffId }));
        return made;
    }
}
