using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Signing;

/// <summary>Whether what was typed as a code is one of this person: from the app, or a recovery code. Looking takes nothing; taking one is <see cref="TakeAsync"/>.</summary>
public sealed class CheckCode(Codes codes)
{
    /// <summary>Does the same work for someone who is not there. True as well for someone who has set up no codes.</summary>
    public async Task<bool> RunAsync(NewsroomDb db, StaffMember? member, string? code, CancellationToken cancel)
    {
        var (id, typed) = (member?.Id ?? "nobody", (code ?? "").Trim());
        var isCode = codes.StepOf(codes.Open(id, member?.CodeSecret), typed, member?.CodeStep ?? 0) is not null;
        var hash = codes.RecoveryHash(id, typed);
        var isRecovery = await db.Set<RecoveryCode>().AnyAsync(c => c.Hash == hash && c.StaffId == id, cancel);
        return member is { CodeSecret: null } || isCode || isRecovery;
    }

    /// <summary>Takes the code within the caller's writing transaction: it works for nobody else and not again.</summary>
    /// <returns>"" when none was wanted, else "code" or "recovery code"; null when somebody took it first.</returns>
    public async Task<string?> TakeAsync(NewsroomDb db, StaffMember member, string? code, CancellationToken cancel)
    {
        if (member.CodeSecret is null)
        {
            return "";
        }
        var typed = (code ?? "").Trim();
        if (codes.StepOf(codes.Open(member.Id, member.CodeSecret), typed, member.CodeStep) is { } step)
        {
            member.CodeStep = step;
            return "code";
        }
        var hash = codes.RecoveryHash(member.Id, typed);
        return await db.Set<RecoveryCode>().Where(c => c.Hash == hash && c.StaffId == member.Id).ExecuteDeleteAsync(cancel) == 1 ? "recovery code" : null;
    }
}
