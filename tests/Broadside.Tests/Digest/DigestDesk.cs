using Broadside.Digest;
using Broadside.Digest.Scheduling;
using Broadside.Jobs;
using Broadside.Storage;
using Broadside.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Digest;

/// <summary>What tests of the digest's desk do by hand.</summary>
internal static class DigestDesk
{
    /// <summary>Only where nothing else runs jobs: a served newsroom has a runner of its own as soon as its clock moves.</summary>
    public static Task RunClockAsync(this TestNewsroom newsroom) => newsroom.Services.GetServices<IJob>().OfType<DigestClock>().Single().RunAsync("", TestContext.Current.CancellationToken);

    public static Task<IReadOnlyList<DigestRow>> DigestsAsync(this TestDesk desk) => DigestsAsync(desk.Db());

    public static Task<IReadOnlyList<DigestRow>> DigestsAsync(this TestNewsroom newsroom) => DigestsAsync(newsroom.Db());

    private static async Task<IReadOnlyList<DigestRow>> DigestsAsync(NewsroomDb open)
    {
        await using var db = open;
        return await db.Set<DigestRow>().AsNoTracking().OrderBy(d => d.Number).ToListAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<DigestRow> FreezeAsync(this TestDesk desk, DigestKind kind = DigestKind.Daily)
    {
        var open = await desk.Get<OpenDigest>().RunAsync(kind, desk.Time.GetUtcNow(), TestContext.Current.CancellationToken);
        var outcome = await desk.Get<FreezeDigest>().RunAsync(open.Number, isReleased: true, null, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    public static async Task RunSqlAsync(this TestDesk desk, string sql)
    {
        await using var connection = await desk.Get<IEngine>().OpenAsync(readOnly: false, TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await Sql.RunAsync(connection, sql, TestContext.Current.CancellationToken));
    }
}
