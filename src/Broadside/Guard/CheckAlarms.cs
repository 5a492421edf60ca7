using System.Runtime.CompilerServices;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

internal sealed class CheckAlarms(IDbContextFactory<NewsroomDb> dbs) : ICheck
{
    public string Name => "alarms";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await foreach (var alarm in db.Set<Alarm>().AsNoTracking().Where(a => a.ClearedAt == null).OrderBy(a => a.RaisedAt).AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return $"alarm since {alarm.RaisedAt:yyyy-MM-dd HH:mm} UTC, seen {alarm.Times} times: {alarm.Message}";
        }
    }
}
