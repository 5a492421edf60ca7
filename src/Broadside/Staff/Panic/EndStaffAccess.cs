using Broadside.Guard.Panic;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Panic;

/// <summary>Nobody is signed in any more, no browser is remembered, no one-time link works.</summary>
internal sealed class EndStaffAccess : IEndsAccess
{
    public async Task EndAsync(NewsroomDb db, CancellationToken cancel)
    {
        await db.Set<LoginSession>().ExecuteDeleteAsync(cancel);
        await db.Set<Device>().ExecuteDeleteAsync(cancel);
        await db.Set<Ceremony>().ExecuteDeleteAsync(cancel);
        await db.Set<Invitation>().ExecuteDeleteAsync(cancel);
    }
}
