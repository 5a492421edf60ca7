using System.Text.Json;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Publishing;

/// <summary>Looks at the addresses that somebody asked for, a few at a time; what was looked at stays so when it is interrupted.</summary>
internal sealed class LookAtLinks(IDbContextFactory<NewsroomDb> dbs, LinkClient client, TimeProvider time) : IJob
{
    public const string JobKind = "look at links";

    private const int AtOnce = 4;

    public string Kind => JobKind;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var id = JsonSerializer.Deserialize<string>(payload, CanonicalJson.Options)!;
        List<string> waiting;
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            waiting = await db.Set<LinkLook>().Where(l => l.ArticleId == id && l.State == LinkLookState.Waiting).Select(l => l.Address).ToListAsync(cancel);
        }
        await Parallel.ForEachAsync(waiting, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (address, stop) =>
        {
            var (state, detail) = await client.LookAsync(address, stop);
            var now = time.GetUtcNow();
            await using var db = await dbs.CreateDbContextAsync(stop);
            await db.Set<LinkLook>().Where(l => l.ArticleId == id && l.Address == address)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.State, state).SetProperty(x => x.Detail, detail).SetProperty(x => x.At, now), stop);
        });
    }
}
