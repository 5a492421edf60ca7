using Broadside.Kit;
using Broadside.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Signing;

/// <summary>Signs in whoever shows a passkey of this newsroom; no name is asked for.</summary>
public sealed class SignInByPasskey(IDbContextFactory<NewsroomDb> dbs, Passkeys passkeys, BeginLogin begin)
{
    public async Task<Outcome<BeginLogin.Begun>> RunAsync(string? ceremony, string? credential, Visitor from, HttpContext context, CancellationToken cancel)
    {
        var shown = await passkeys.FinishShowAsync(ceremony, credential, expected: null, context, cancel);
        if (!shown.IsDone)
        {
            return shown.Refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == shown.Value.Id, cancel);
        var begun = await begin.RunAsync(db, member, Proof.Passkey, "passkey", from, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return begun;
    }
}
