using Broadside.Jobs;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff;

/// <summary>Forgets what has run out: sessions, links, used ceremonies, counts of tries, browsers not seen for a year.</summary>
public sealed class TidyStaff(IDbContextFactory<NewsroomDb> dbs, TimeProvider time) : IJob
{
    public const string JobKind = "tidy-staff";

    private static readonly TimeSpan Counted = TimeSpan.FromHours(2);
    private static readonly TimeSpan Known = TimeSpan.FromDays(400);

    public string Kind => JobKind;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (counted, known) = (now - Counted, now - Known);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await db.Set<LoginSession>().Where(s => s.EndsAt <= now).ExecuteDeleteAsync(cancel);
        await db.Set<Invitation>().Where(i => i.EndsAt != null && i.EndsAt <= now).ExecuteDeleteAsync(cancel);
        await db.Set<Ceremony>().Where(c => c.EndsAt <= now).ExecuteDeleteAsync(cancel);
        await db.Set<Attempt>().Where(a => a.LastAt <= counted).ExecuteDeleteAsync(cancel);
        await db.Set<Device>().Where(d => d.SeenAt <= known).ExecuteDeleteAsync(cancel);
    }
}
