using Broadside.Guard;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Account;

/// <summary>The secret that an app is to make codes from. It stays the same until a first code confirms that the app has it; nothing is asked for before.</summary>
public sealed class OfferCodes(IDbContextFactory<NewsroomDb> dbs, Codes codes)
{
    /// <returns>The secret in base 32.</returns>
    public async Task<string> RunAsync(Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == who.Id, cancel);
        if (codes.Open(who.Id, member.CodeSecretOffered) is { } offered)
        {
            return offered;
        }
        var secret = Codes.NewSecret();
        member.CodeSecretOffered = codes.Seal(who.Id, secret);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return secret;
    }
}
