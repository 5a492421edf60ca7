using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Microsoft.AspNetCore.Http;

namespace Broadside.Staff.Account;

/// <summary>Keeps a further passkey of somebody who is signed in.</summary>
public sealed class AddPasskey(OwnAccount account, Passkeys passkeys)
{
    public async Task<Outcome<string>> RunAsync(Actor who, string? ceremony, string? credential, Visitor from, HttpContext context, CancellationToken cancel)
    {
        var made = await passkeys.FinishNewAsync(ceremony, credential, AgentName.Of(from.Agent), context, cancel);
        if (!made.IsDone || made.Value.StaffId != who.Id)
        {
            return made.Refusal ?? new Refusal("passkey", "This passkey was not accepted. Try once more; if it stays so, sign in another way and make a new one.");
        }
        return await account.RunAsync(who, "new passkey", (db, _) =>
        {
            db.Add(made.Value.Passkey);
            return Task.FromResult<Outcome<string>>(made.Value.Passkey.Name);
        }, cancel);
    }
}
