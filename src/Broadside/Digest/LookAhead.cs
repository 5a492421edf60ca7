using Broadside.Articles;
using Broadside.Digest.Composing;
using Broadside.Digest.Scheduling;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

/// <summary>The digest that is next, as it would be if it were frozen now.</summary>
public sealed class LookAhead(IDbContextFactory<NewsroomDb> dbs, OpenDigest open, GatherDigest gather, DigestHours hours, TimeProvider time)
{
    /// <param name="Digest">Open, or being frozen.</param>
    /// <param name="Gathered">What is in it.</param>
    /// <param name="Dropped">What an editor left out.</param>
    public sealed record Outlook(DigestRow Digest, Gathered Gathered, IReadOnlyList<ArticleContent> Dropped);

    /// <param name="kind">Daily or weekly.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outlook> RunAsync(DigestKind kind, CancellationToken cancel) =>
        await OfAsync(await open.RunAsync(kind, hours.Next(kind, time.GetUtcNow()), cancel), null, cancel);

    /// <summary>With another plan than the one that is kept, as a preview wants it; null where there is no such digest.</summary>
    public async Task<Outlook?> RunAsync(long number, DigestPlan? plan, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DigestRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Number == number, cancel) is { } digest ? await OfAsync(digest, plan, cancel) : null;
    }

    private async Task<Outlook> OfAsync(DigestRow digest, DigestPlan? plan, CancellationToken cancel)
    {
        if (digest.Kind == DigestKind.Alert)
        {
            return new Outlook(digest, await gather.OneAsync(digest.FromSeq, cancel), []);
        }
        var wished = plan ?? EditDigest.Plan(digest);
        var all = await gather.RunAsync(digest, wished with { Dropped = [] }, cancel);
        var dropped = wished.Dropped.ToHashSet(StringComparer.Ordinal);
        return new Outlook(
            digest,
            all with { Articles = [.. all.Articles.Where(a => !dropped.Contains(a.Content.Id))] },
            [.. all.Articles.Select(a => a.Content).Where(a => dropped.Contains(a.Id))]);
    }
}
