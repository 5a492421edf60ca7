using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pushing;

/// <summary>
/// Mirrors remember the newest edition. A machine that was set back to an earlier state, database and all, learns it from them before it
/// writes to anybody a second time.
/// </summary>
public sealed class AskMirrors(IDbContextFactory<NewsroomDb> dbs, LookAtMirror look, TimeProvider time) : IWitness
{
    // While the newsroom is served they are looked at every five minutes.
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(15);

    // Mirrors that do not answer hold nothing up for longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task AskAsync(Action knowsMore, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        var before = now - Lately;
        var mirrors = await db.Set<MirrorRow>().Where(m => m.DroppedAt == null && m.PublicAddress != null && m.PushedAt != null && (m.LookedAt == null || m.LookedAt < before)).ToListAsync(cancel);
        if (mirrors.Count == 0)
        {
            return;
        }
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        foreach (var (mirror, found) in await Task.WhenAll(mirrors.Select(async mirror => (mirror, await FoundAsync(mirror, either.Token, cancel)))))
        {
            // One that does not answer is asked by the next program too.
            mirror.LookedAt = found is null ? mirror.LookedAt : now;
            if (found is { } number && await IsNewsAsync(db, mirror, number, cancel))
            {
                knowsMore();
                mirror.SeenNumber = number;
            }
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Whether a mirror holds an edition that this newsroom signed and knows nothing of. Once a person has confirmed it, it is no news any more.</summary>
    internal static async Task<bool> IsNewsAsync(NewsroomDb db, MirrorRow mirror, long number, CancellationToken cancel) =>
        Defence.IsOn("outbound-mirror") && number > Math.Max(mirror.SeenNumber ?? 0, mirror.Number ?? 0) && number > (await db.Set<EditionRow>().MaxAsync(e => (long?)e.Number, cancel) ?? 0);

    private async Task<long?> FoundAsync(MirrorRow mirror, CancellationToken either, CancellationToken cancel)
    {
        try
        {
            return (await look.RunAsync(mirror, either)).Number;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}
