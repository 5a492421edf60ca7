using System.Runtime.CompilerServices;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

internal sealed class CheckAudit(IDbContextFactory<NewsroomDb> dbs, AuditHead head) : ICheck
{
    public string Name => "audit log";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await foreach (var line in AuditLog.CheckAsync(db, cancel))
        {
            yield return line;
        }
        if (await head.CheckAsync(db, cancel) is { } broken)
        {
            yield return broken;
        }
    }
}
