using Broadside.Mail.AlarmTelling;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff;

/// <summary>Alarms reach the owners, unless the settings name others.</summary>
public sealed class OwnersAreTold(IDbContextFactory<NewsroomDb> dbs) : IAlarmReaders
{
    public async Task<IReadOnlyList<string>> AllAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<StaffMember>().Where(m => m.Role == Role.Owner && m.RemovedAt == null).OrderBy(m => m.Id).Select(m => m.Email).ToListAsync(cancel);
    }
}
