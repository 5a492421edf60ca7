using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;

namespace Broadside.Staff.Account;

/// <summary>A first right code turns codes on: from now on the password alone lets nobody in. Gives ten recovery codes, shown this once.</summary>
public sealed class ConfirmCodes(OwnAccount account, Codes codes)
{
    public async Task<Outcome<IReadOnlyList<string>>> RunAsync(Actor who, string? code, CancellationToken cancel)
    {
        IReadOnlyList<string> recovery = [];
        var outcome = await account.RunAsync(who, "codes on", async (db, member) =>
        {
            if (codes.StepOf(codes.Open(who.Id, member.CodeSecretOffered), (code ?? "").Trim(), 0) is not { } step)
            {
                return new Refusal("code_wrong", "That is not the code. It changes every half minute and needs this server's clock and the phone's to agree.", "code");
            }
            (member.CodeSecret, member.CodeSecretOffered, member.CodeStep) = (member.CodeSecretOffered, null, step);
            recovery = await RenewRecoveryCodes.StageAsync(db, codes, member.Id, cancel);
            return "with ten recovery codes";
        }, cancel);
        return outcome.IsDone ? Outcome.Of(recovery) : outcome.Refusal;
    }
}
